import { formatCount, shorten } from "@/lib/format";
import { hex } from "../model/verify/bytes";
import type { Verification } from "../model/verify/verify-bundle";

const shownLevels = 5;
const levelHeight = 60;
const width = 560;
const boxHeight = 28;
const spread = 130;
const margin = 4;

interface Node {
  x: number;
  y: number;
  text: string;
  kind: "root" | "computed" | "given" | "leaf";
}

/** The way from this receipt up to the signed root. Teal was computed in this browser; grey came with the proof. */
export function MerklePath({ verification }: { verification: Verification }) {
  const { steps, checkpoint, index } = verification;
  if (!checkpoint || index === null) return null;
  const inclusionHolds = verification.checks.some((check) => check.name === "inclusion" && check.state === "passed");
  const shown = steps.slice(-shownLevels);
  const hidden = steps.length - shown.length;
  const { nodes, onPath, siblings, height } = layOut(verification, shown, hidden);
  const left = Math.min(...nodes.map((node) => node.x - boxWidthOf(node) / 2)) - margin;
  const right = Math.max(...nodes.map((node) => node.x + boxWidthOf(node) / 2)) + margin;

  return (
    <figure className="flex flex-col gap-2">
      <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Picture of the path">
        <svg
        viewBox={`${left} 0 ${right - left} ${height}`}
        style={{ maxWidth: (right - left) * 1.15 }}
        className="mx-auto w-full min-w-[272px]"
        role="img"
        aria-label={`Merkle path of ${steps.length} levels from leaf ${index} to the root of checkpoint ${checkpoint.size}; ${inclusionHolds ? "it leads to the signed root" : "it does not lead to the signed root"}`}
      >
        <g fill="none" className="stroke-line">
          {siblings.map((line) => (
            <path key={line} d={line} />
          ))}
        </g>
        <g fill="none" strokeWidth="2" className={inclusionHolds ? "stroke-accent" : "stroke-bad"}>
          {onPath.map((line) => (
            <path key={line} d={line} />
          ))}
        </g>
        <g fontSize="11" textAnchor="middle" className="font-mono">
          {nodes.map((node) => (
            <Box key={`${node.x}-${node.y}`} node={node} holds={inclusionHolds} />
          ))}
        </g>
      </svg>
      </div>
      <figcaption className="text-sm text-ink-3">
        {hidden > 0 ? `The last ${shown.length} of ${steps.length} levels. ` : ""}
        Teal was computed here from the statement; grey came with the proof.
      </figcaption>
    </figure>
  );
}

function layOut(verification: Verification, shown: Verification["steps"], hidden: number) {
  const levels = shown.length;
  const height = 44 + levels * levelHeight + 20;
  const drift = Math.min(46, 180 / Math.max(1, levels));
  const nodes: Node[] = [];
  const onPath: string[] = [];
  const siblings: string[] = [];
  let x = width / 2;
  let y = 26;
  nodes.push({ x, y, text: `root ${hexEnds(verification.checkpoint?.root)}`, kind: "root" });
  // From the root down: each step says on which side the way does not go.
  for (const [at, step] of [...shown].reverse().entries()) {
    const isLast = at === levels - 1;
    const side = step.siblingSide === "left" ? 1 : -1;
    const childX = clamp(x + side * drift, 70, width - 70);
    const siblingX = clamp(childX - side * spread, 52, width - 52);
    const childY = y + levelHeight;
    onPath.push(`M${x} ${y + boxHeight / 2}L${childX} ${childY - boxHeight / 2}`);
    siblings.push(`M${x} ${y + boxHeight / 2}L${siblingX} ${childY - boxHeight / 2}`);
    const below = shown[levels - 2 - at];
    nodes.push({ x: siblingX, y: childY, text: hexEnds(step.sibling), kind: "given" });
    nodes.push({ x: childX, y: childY, text: isLast && hidden === 0 ? "this receipt" : below ? hexEnds(below.computed) : "computed", kind: isLast && hidden === 0 ? "leaf" : "computed" });
    [x, y] = [childX, childY];
  }
  if (levels === 0) nodes.push({ x, y: y + 46, text: "this receipt", kind: "leaf" });
  return { nodes, onPath, siblings, height: levels === 0 ? 100 : height };
}

function Box({ node, holds }: { node: Node; holds: boolean }) {
  const strong = isStrong(node);
  const boxWidth = boxWidthOf(node);
  const edge = node.kind === "given" ? "stroke-line" : holds ? "stroke-accent" : "stroke-bad";
  const surface = strong ? (holds ? "fill-accent-soft" : "fill-bad-soft") : "fill-panel";
  const ink = node.kind === "given" ? "fill-ink-2" : holds ? "fill-accent-ink" : "fill-bad";
  return (
    <g>
      <rect x={node.x - boxWidth / 2} y={node.y - boxHeight / 2} width={boxWidth} height={boxHeight} rx="7" className={`${edge} ${surface}`} />
      <text x={node.x} y={node.y + 4} className={ink}>
        {node.text}
      </text>
    </g>
  );
}

function isStrong({ kind }: Node): boolean {
  return kind === "root" || kind === "leaf";
}

function boxWidthOf(node: Node): number {
  return isStrong(node) ? 132 : 100;
}

function hexEnds(bytes: Uint8Array | undefined): string {
  return bytes ? shorten(hex(bytes), 4, 4) : "";
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** For those who read the path instead of looking at it. */
export function MerklePathTable({ verification }: { verification: Verification }) {
  return (
    <details className="mt-2 text-sm">
      <summary className="link">All {formatCount(verification.steps.length)} levels as a table</summary>
      <div className="relative mt-2 max-h-72 overflow-auto" tabIndex={0} role="region" aria-label="Levels of the path">
        <table className="w-full border-collapse">
          <thead>
            <tr className="text-left text-xs text-ink-3">
              <th scope="col" className="py-1 pr-4 font-medium">
                Level
              </th>
              <th scope="col" className="py-1 pr-4 font-medium">
                From the proof
              </th>
              <th scope="col" className="py-1 font-medium">
                Computed here
              </th>
            </tr>
          </thead>
          <tbody className="mono">
            {verification.steps.map((step, at) => (
              <tr key={at} className="border-t border-line-2">
                <td className="py-1 pr-4">{at + 1}</td>
                <td className="py-1 pr-4">
                  {step.siblingSide} {shorten(hex(step.sibling), 10, 6)}
                </td>
                <td className="py-1">{shorten(hex(step.computed), 10, 6)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
