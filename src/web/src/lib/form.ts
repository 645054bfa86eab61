import { useState, type ChangeEvent } from "react";
import type { z } from "zod";
import { fieldErrors } from "./api-error";

type Values = Record<string, string>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What a field's control needs. */
export interface FieldProps {
  name: string;
  value: string;
  error: string | undefined;
  onChange: (event: ChangeEvent<Control>) => void;
}

/** A form of text fields: one schema checks it here, and the API's field errors land at the same fields. */
export function useForm<V extends Values, S extends z.ZodType>(schema: S, initial: V) {
  const [values, setValues] = useState<V>(initial);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});

  const set = (name: keyof V & string, value: string) => {
    setValues((old) => ({ ...old, [name]: value }));
    setErrors((old) => ({ ...old, [name]: undefined }));
  };

  return {
    values,
    errors,
    set,
    reset: setValues,
    /** The props of one field's control. */
    field: (name: keyof V & string): FieldProps => ({
      name,
      value: values[name] ?? "",
      error: errors[name],
      onChange: (event: ChangeEvent<Control>) => set(name, event.target.value),
    }),
    /** The checked values, or null after marking what is wrong. */
    check: (): z.output<S> | null => {
      const result = schema.safeParse(values);
      if (result.success) {
        setErrors({});
        return result.data;
      }
      const found: Record<string, string> = {};
      for (const issue of result.error.issues) found[issue.path.join(".")] ??= issue.message;
      setErrors(found);
      focusFirst(Object.keys(found));
      return null;
    },
    /** Marks the fields the API refused. */
    refuse: (error: unknown) => {
      const found = fieldErrors(error);
      setErrors(found);
      focusFirst(Object.keys(found));
    },
  };
}

function focusFirst(names: string[]): void {
  const controls = [...document.querySelectorAll<HTMLElement>("form [name]")];
  controls.find((control) => control.getAttribute("name") === names[0])?.focus();
}
