import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Callout } from "@/components/feedback/callout";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import type { useSaveStep } from "../api/save-step";
import { openBefore, stateWords, stepTexts, type Setup, type StepName } from "../model/setup";

interface StepFrameProps {
  setup: Setup;
  name: StepName;
  mayWrite: boolean;
  save: ReturnType<typeof useSaveStep>;
  /** Saves what the fields hold, and checks it where that is wanted; does nothing where they are not right. */
  onSave: (check: boolean) => void;
  children: ReactNode;
  /** What checking it found, below the fields. */
  found?: ReactNode;
}

/** What every step has: its purpose, its fields, saving and checking, and what came of it. */
export function StepFrame({ setup, name, mayWrite, save, onSave, children, found }: StepFrameProps) {
  const at = stepTexts.findIndex((text) => text.name === name);
  const [text, next] = [stepTexts[at], stepTexts[at + 1]];
  const step = setup.steps.find((other) => other.name === name);
  const state = step?.state ?? "empty";
  const open = openBefore(setup, name);
  if (!text) return null;
  return (
    <Panel title={`${String(at + 1)}. ${text.title}`} aside={<Tag tone={stateWords[state].tone}>{stateWords[state].word}</Tag>}>
      <p className="mb-4 text-ink-2">{text.purpose}</p>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(!open);
        }}
      >
        <fieldset disabled={!mayWrite} className="flex min-w-0 flex-col gap-4">
          <legend className="sr-only">{text.title}</legend>
          {children}
        </fieldset>
        {open ? (
          <Callout state="warning" title={`“${open.title}” comes first`}>
            This step can be saved now. It is checked once the steps before it are right:{" "}
            <Link to="/setup" search={{ step: open.name }} className="link">
              go to {open.title.toLowerCase()}
            </Link>
            .
          </Callout>
        ) : null}
        <ProblemNote error={save.error} />
        {mayWrite ? (
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" tone="main" busy={save.isPending}>
              {open ? "Save" : "Save and check"}
            </Button>
            {open ? null : (
              <Button disabled={save.isPending} onClick={() => onSave(false)}>
                Save only
              </Button>
            )}
            {next && state === "validated" ? (
              <Button asChild tone="quiet">
                <Link to="/setup" search={{ step: next.name }}>
                  {next.title} <ArrowRight className="size-4" aria-hidden="true" />
                </Link>
              </Button>
            ) : null}
          </div>
        ) : (
          <p className="text-sm text-ink-3">Changing the set-up needs the technical hat. An owner can give it.</p>
        )}
      </form>
      <div role="status" className="mt-4 empty:hidden">
        {save.isPending || !step ? null : step.problem ? (
          <Callout state="failed" title="This is not right yet">
            {step.problem.message}
          </Callout>
        ) : state === "validated" ? (
          <Callout state="passed" title={step.note ?? "This step is right."}>
            {step.checkedAt ? `Checked ${formatTime(step.checkedAt)}.` : null}
          </Callout>
        ) : state === "stale" ? (
          <Callout state="warning" title="A step before this one was changed">
            What was found here is of how it was. Check it again.
          </Callout>
        ) : state === "saved" ? (
          <Callout title="Saved, not checked" />
        ) : null}
      </div>
      {found ? <div className="mt-4 flex min-w-0 flex-col gap-4">{found}</div> : null}
    </Panel>
  );
}
