import { useQuery } from "@tanstack/react-query";
import type { CheckpointAnswer } from "../model/receipt";
import { compareWithHeld } from "../model/verify/compare-held";
import { trustStore } from "../model/verify/trust";
import { getConsistency } from "./get-consistency";
import { publishedKeys } from "./get-keys";
import { getLeafZero } from "./get-leaf-zero";

/** Compares the newest checkpoint with the one that this browser kept at the last visit, and keeps the newer one where it extends it. */
export function useHeldCheckpoint(checkpoint: CheckpointAnswer | null | undefined) {
  return useQuery({
    queryKey: ["receipts", "held", checkpoint?.note],
    enabled: !!checkpoint,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const { epoch = 1, note = "" } = checkpoint ?? {};
      const prove = async (from: number, to: number) => (await getConsistency(epoch, from, to)).path;
      const found = await compareWithHeld(note, trustStore.heldNotes(), await publishedKeys(signal), prove, () => getLeafZero(epoch));
      if (found.state === "first" || found.state === "grew" || found.state === "anew") trustStore.hold(note);
      return found;
    },
  });
}
