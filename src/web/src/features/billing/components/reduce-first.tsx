import { z } from "zod";
import { Callout } from "@/components/feedback/callout";
import { formatCount } from "@/lib/format";
import type { Plan } from "../model/billing";

const reduceSchema = z.array(z.object({ metric: z.string(), limit: z.coerce.number(), used: z.coerce.number() }));

/** What exists beyond a smaller plan, and by how much it has to become less. */
export function ReduceFirst({ problem, plan }: { problem: Readonly<Record<string, unknown>>; plan: Plan }) {
  const over = reduceSchema.safeParse(problem.reduce).data ?? [];
  return (
    <div role="alert">
      <Callout state="failed" title={`${plan.name} has no room for what there is`}>
        <ul className="num mt-1 flex flex-col gap-1">
          {over.map(({ metric, limit, used }) => (
            <li key={metric}>
              {plan.limits.find((other) => other.metric === metric)?.title ?? metric}: {formatCount(used)} in use, {formatCount(limit)} in {plan.name}. Remove {formatCount(used - limit)} first.
            </li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}
