import axe from "axe-core";

/** What axe finds in the page, in words. Colour contrast needs a real browser and is looked at there. */
export async function axeFindings(root: Element): Promise<string[]> {
  const result = await axe.run(root, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`));
}
