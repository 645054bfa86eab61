import { Link } from "@tanstack/react-router";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { places } from "../model/places";

const steps: readonly { to: string; title: string; text: string; action: string }[] = [
  { to: places.setup, title: "Set up your data", text: "Five steps: connect a source or drop a file, map its fields, find a baseline, and test the measure.", action: "Begin the setup" },
  { to: "/value/definitions/new", title: "Say what value is", text: "A formula over those points, a baseline, and a price. It is tried on your data while you type.", action: "Write a definition" },
  { to: "/value/definitions", title: "Activate and run a month", text: "The calculation writes a signed receipt that anybody can verify without us.", action: "Open the definitions" },
];

/** How a new workspace begins. */
export function FirstSteps() {
  return (
    <Panel title="How to begin" flush>
      <ol className="divide-y divide-line-2">
        {steps.map((step, at) => (
          <li key={step.to} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4">
            <span className="num grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-ink">{at + 1}</span>
            <div className="min-w-48 flex-1">
              <p className="font-[560]">{step.title}</p>
              <p className="text-ink-2">{step.text}</p>
            </div>
            <Button asChild tone={at === 0 ? "main" : "plain"}>
              <Link to={step.to}>{step.action}</Link>
            </Button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
