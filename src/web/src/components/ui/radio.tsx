import { useId, type ReactNode } from "react";

interface RadioProps {
  name: string;
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange: () => void;
}

/** One choice of a few; those of one name belong together. */
export function Radio({ name, label, hint, checked, onChange }: RadioProps) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input id={id} type="radio" name={name} checked={checked} onChange={onChange} aria-describedby={hint ? `${id}-hint` : undefined} className="mt-0.5 size-[18px] shrink-0 accent-accent" />
      <div>
        <label htmlFor={id} className="text-ink">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-ink-3">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
