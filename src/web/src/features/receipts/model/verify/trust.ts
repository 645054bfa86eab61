import { z } from "zod";
import { parseNote } from "./checkpoint";
import { isThumbprint } from "./rsa-key";

const pinsKey = "artisan.pinned-keys";
const notesKey = "artisan.held-checkpoints";

/** What this browser remembers about a log: thumbprints and checkpoints are public, and worth keeping where the server cannot change them. */
export const trustStore = {
  pins: (): string[] => read(pinsKey).filter(isThumbprint),
  pin: (thumbprint: string): void => write(pinsKey, [...new Set([...trustStore.pins(), thumbprint])]),
  unpin: (thumbprint: string): void => write(pinsKey, trustStore.pins().filter((pin) => pin !== thumbprint)),
  heldNotes: (): string[] => read(notesKey).filter((note) => parseNote(note) !== null),
  /** Keeps the largest verified checkpoint of each log. */
  hold: (note: string): void => {
    const fresh = parseNote(note);
    if (!fresh) return;
    const others = trustStore.heldNotes().filter((held) => parseNote(held)?.origin !== fresh.origin);
    const old = trustStore.heldNotes().find((held) => parseNote(held)?.origin === fresh.origin);
    const oldSize = (old ? parseNote(old)?.size : undefined) ?? -1;
    write(notesKey, [...others, oldSize >= fresh.size && old ? old : note].slice(-100));
  },
};

function read(key: string): string[] {
  try {
    const parsed = z.array(z.string()).safeParse(JSON.parse(localStorage.getItem(key) ?? "[]"));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

function write(key: string, values: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Without storage a pin lasts as long as the page, which the page says by asking again.
  }
}
