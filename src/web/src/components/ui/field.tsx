import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "@/lib/cx";

const control =
  "w-full rounded-control border border-line-strong bg-panel px-2.5 text-ink placeholder:text-ink-3 disabled:opacity-60 aria-invalid:border-bad";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string | undefined;
  children: (control: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
}

/** Label, control, hint and error, wired together for screen readers. */
export function Field({ label, hint, error, optional = false, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint ? hintId : "", error ? errorId : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className="text-sm font-[540]">
        {label}
        {optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
      </label>
      {children({ id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}
      {hint ? (
        <p id={hintId} className="text-sm text-ink-3">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} className="text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cx(control, "h-9 read-only:bg-sunken", className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={cx(control, "py-2", className)} />;
}

/** The platform's own select: it works by keyboard, by touch and in every screen reader. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <select {...rest} className={cx(control, "h-9 pr-8", className)}>
      {children}
    </select>
  );
}

type TextFieldProps = Omit<ComponentProps<"input">, "id"> & Pick<FieldProps, "label" | "hint" | "error" | "optional"> & { fieldClassName?: string };

export function TextField({ label, hint, error, optional, fieldClassName, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false} className={fieldClassName}>
      {(wiring) => <Input {...rest} {...wiring} />}
    </Field>
  );
}

type SelectFieldProps = Omit<ComponentProps<"select">, "id"> & Pick<FieldProps, "label" | "hint" | "error" | "optional"> & { fieldClassName?: string };

export function SelectField({ label, hint, error, optional, fieldClassName, children, ...rest }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false} className={fieldClassName}>
      {(wiring) => (
        <Select {...rest} {...wiring}>
          {children}
        </Select>
      )}
    </Field>
  );
}
