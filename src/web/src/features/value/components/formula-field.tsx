import { useRef } from "react";
import { Field } from "@/components/ui/field";
import { cx } from "@/lib/cx";
import type { FormulaProblem } from "../model/value";

interface FormulaFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** What the formula reader says about this very text. */
  problem: FormulaProblem | null;
  error: string | undefined;
  hint: React.ReactNode;
}

const text = "block w-full px-2.5 py-2 font-mono text-[13px]/[1.7] break-words whitespace-pre-wrap";

/** A formula with its error underlined where it stands. The underline lies below the transparent text area, letter under letter. */
export function FormulaField({ value, onChange, problem, error, hint }: FormulaFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const message = problem ? `Column ${problem.position + 1}: ${problem.message}` : error;
  return (
    <Field label="Formula" hint={hint} error={message}>
      {(wiring) => (
        <>
          <div className={cx("relative rounded-control border bg-panel", message ? "border-bad" : "border-line-strong")}>
            <div aria-hidden="true" className={cx(text, "pointer-events-none absolute inset-0 overflow-hidden text-transparent")}>
              {problem ? <Underlined text={value} problem={problem} /> : null}
            </div>
            <textarea
              {...wiring}
              ref={area}
              name="formula"
              rows={3}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              value={value}
              onChange={(event) => onChange(event.target.value)}
              className={cx(text, "relative resize-none bg-transparent [field-sizing:content] min-h-20")}
            />
          </div>
          {problem ? (
            <button
              type="button"
              className="link self-start text-sm"
              onClick={() => {
                area.current?.focus();
                area.current?.setSelectionRange(problem.position, problem.position + problem.length);
              }}
            >
              Go to the error
            </button>
          ) : null}
        </>
      )}
    </Field>
  );
}

function Underlined({ text: formula, problem }: { text: string; problem: FormulaProblem }) {
  const start = Math.min(problem.position, formula.length);
  const end = Math.min(start + Math.max(1, problem.length), formula.length);
  return (
    <>
      {formula.slice(0, start)}
      <mark className="formula-error">{formula.slice(start, end) || "\u00a0"}</mark>
      {formula.slice(end)}
    </>
  );
}
