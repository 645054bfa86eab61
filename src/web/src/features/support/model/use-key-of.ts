import { useState } from "react";

/** A key for what is about to be sent: the same for every try, another one once something in it is another. */
export function useKeyOf(...content: unknown[]): string {
  const [known, setKnown] = useState(() => ({ content, key: crypto.randomUUID() }));
  if (known.content.every((part, at) => part === content[at])) return known.key;
  const next = { content, key: crypto.randomUUID() };
  setKnown(next);
  return next.key;
}
