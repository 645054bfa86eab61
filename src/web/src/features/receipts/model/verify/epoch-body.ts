import { isObject, type Json, type JsonObject } from "./canonical-json";
import { parseNote, type Checkpoint } from "./checkpoint";

/** A checkpoint with the JWS that states the same. */
export interface Signed {
  checkpoint: Checkpoint;
  note: string;
  jws: string;
}

/** What leaf 0 of every epoch after the first states about those before it. */
export interface EpochBody {
  origin: string;
  previous: Signed | null;
  kept: number;
  lost: Signed[];
}

export function parseSigned(note: Json | undefined, jws: Json | undefined): Signed | null {
  const checkpoint = typeof note === "string" ? parseNote(note) : null;
  return checkpoint && typeof note === "string" && typeof jws === "string" ? { checkpoint, note, jws } : null;
}

/** Null where the body is not exactly of this form. */
export function readEpochBody(body: JsonObject): EpochBody | null {
  const { origin, reason, kept, previousCheckpoint, previousJws } = body;
  const lost = "lost" in body ? readLost(body.lost) : [];
  if (!lost || Object.keys(body).length !== (lost.length > 0 ? 6 : 5) || typeof origin !== "string" || typeof reason !== "string") return null;
  if (typeof kept !== "string" || !/^\d{1,15}$/.test(kept) || previousCheckpoint === undefined || previousJws === undefined) return null;
  if (previousCheckpoint === null && previousJws === null) return { origin, previous: null, kept: Number(kept), lost };
  const previous = parseSigned(previousCheckpoint, previousJws);
  return previous && { origin, previous, kept: Number(kept), lost };
}

function readLost(list: Json | undefined): Signed[] | null {
  if (!Array.isArray(list) || list.length === 0) return null;
  const lost = list.map((item) => (isObject(item) && Object.keys(item).length === 2 ? parseSigned(item.checkpoint, item.jws) : null));
  return lost.every((each) => each !== null) ? lost : null;
}
