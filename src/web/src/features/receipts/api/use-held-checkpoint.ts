import { useQuery } from "@tanstack/react-query";
import type { CheckpointAnswer } from "../model/receipt";
import { compareWithHeld } from "../model/verify/compare-held";
import { trustStore } from "../model/verify/trust";
import { getConsistency } from "./get-consistency";
import { publishedKeys } from "./get-keys";

/** Compares the newest checkpoint with the one that this browser kept at the last visit, and keeps the newer one where it extends it. */
export function useHeldCheckpoint(checkpoint: CheckpointAnswer | null | undefined) {
  return useQuery({
    queryKey: ["receipts", "held", checkpoint?.note],
    enabled: !!checkpoint,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const { epoch = 1, note = "" } = checkpoint ?? {};
      const found = await compareWithHeld(note, trustStore.heldNotes(), await publishedKeys(signal), async (from, to) => (await getConsistency(epoch, from, to)).path);
      if (found.state === "first" || found.state === "grew" || found.state === "anew") trustStore.hold(note);
      return found;
    },
  });
}
