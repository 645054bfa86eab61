import { Link } from "@tanstack/react-router";
import { Tag } from "@/components/ui/tag";
import { cx } from "@/lib/cx";
import { stateWords, stepTexts, type Setup, type StepName } from "../model/setup";

/** The five steps and how they stand; each can be opened at any time. */
export function Stepper({ setup, current }: { setup: Setup; current: StepName }) {
  return (
    <nav aria-label="Steps of the set-up" className="rounded-panel border border-line bg-panel p-1.5">
      <ol className="flex flex-col gap-0.5">
        {stepTexts.map(({ name, title }, at) => {
          const state = stateWords[setup.steps.find((step) => step.name === name)?.state ?? "empty"];
          const isCurrent = name === current;
          return (
            <li key={name}>
              <Link
                to="/setup"
                search={{ step: name }}
                resetScroll={false}
                aria-current={isCurrent ? "step" : undefined}
                className={cx("flex min-h-10 items-center gap-2.5 rounded-control px-2.5 py-1.5", isCurrent ? "bg-accent-soft font-[540] text-ink" : "text-ink-2 hover:bg-sunken hover:text-ink")}
              >
                <span className="num grid size-5 shrink-0 place-items-center rounded-full border border-line-strong text-xs" aria-hidden="true">
                  {at + 1}
                </span>
                <span className="min-w-0 grow">{title}</span>
                <Tag tone={state.tone}>{state.word}</Tag>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
