import { useQuery } from "@tanstack/react-query";
import { ApiError } from "@/lib/api-error";
import type { CheckpointAnswer } from "../model/receipt";
import { compareWithHeld } from "../model/verify/compare-held";
import { trustStore } from "../model/verify/trust";
import { getConsistency } from "./get-consistency";
import { publishedKeys } from "./get-keys";
import { getLeafZero } from "./get-leaf-zero";

/** A log that refuses the proof cannot give it; one that is not reached is asked again. */
async function provenOrNull(epoch: number, from: number, to: number) {
  try {
    return await getConsistency(epoch, from, to);
  } catch (error) {
    if (error instanceof ApiError && [400, 404, 409, 422].includes(error.status)) return null;
    throw error;
  }
}

/** Compares the newest checkpoint with the one that this browser kept at the last visit, and keeps the newer one where it extends it. */
export function useHeldCheckpoint(checkpoint: CheckpointAnswer | null | undefined) {
  return useQuery({
    queryKey: ["receipts", "held", checkpoint?.note],
    enabled: !!checkpoint,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const { epoch = 1, note = "" } = checkpoint ?? {};
      const found = await compareWithHeld(note, trustStore.heldNotes(), await publishedKeys(signal), provenOrNull, () => getLeafZero(epoch));
      if (found.state === "first" || found.state === "grew" || found.state === "anew") trustStore.hold(note);
      return found;
    },
  });
}
