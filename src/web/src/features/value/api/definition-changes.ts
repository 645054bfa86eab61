import { formatDate } from "@/lib/format";
import { baselineInWords, termsInWords } from "../model/terms-in-words";
import type { DefinitionVersion } from "../model/value";

export interface DefinitionFact {
  term: string;
  value: string;
  /** Shown in the type of code. */
  code?: boolean;
}

const schedules = { hourly: "every hour", daily: "every day", weekly: "every week", monthly: "every month" };

/** What a version says, in words and in the order in which people read it. */
export function definitionFacts(version: DefinitionVersion): DefinitionFact[] {
  return [
    { term: "Name", value: version.name },
    { term: "Measured", value: version.metric },
    { term: "Formula", value: version.formula, code: true },
    { term: "Baseline", value: baselineInWords(version) },
    { term: "Terms", value: termsInWords(version.terms) },
    { term: "Source", value: version.source, code: true },
    { term: "Fields", value: version.fields.join(", ") || "any", code: true },
    { term: "Calculated", value: `${schedules[version.schedule]} from ${formatDate(version.startsOn)}, by the days of ${version.timeZone}` },
  ];
}

export interface DefinitionChange extends DefinitionFact {
  before: string;
}

/** Where two versions differ. */
export function definitionChanges(from: DefinitionVersion, to: DefinitionVersion): DefinitionChange[] {
  const before = definitionFacts(from);
  return definitionFacts(to).flatMap((fact, i) => {
    const old = before[i]?.value ?? "";
    return old === fact.value ? [] : [{ ...fact, before: old }];
  });
}
