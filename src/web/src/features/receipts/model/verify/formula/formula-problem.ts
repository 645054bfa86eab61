const sentences = {
  "formula.empty": "the formula is empty",
  "formula.too_long": "the formula is too long",
  "formula.too_deep": "the formula is nested too deeply",
  "formula.too_many_parts": "the formula has too many parts",
  "formula.unexpected_character": "a character has no meaning in a formula",
  "formula.unexpected_token": "something stands where it cannot stand",
  "formula.unexpected_end": "the formula ends too early",
  "formula.number_not_exact": "a number has too many digits",
  "formula.unknown_name": "a name is neither a variable nor within an aggregate",
  "formula.unknown_function": "there is no such function",
  "formula.argument_count": "a function has the wrong number of arguments",
  "formula.number_expected": "a number is expected",
  "formula.condition_expected": "a condition is expected",
  "formula.chained_comparison": "comparisons are chained",
  "formula.nested_aggregate": "an aggregate stands inside another one",
  "formula.division_by_zero": "it divides by zero",
  "formula.overflow": "a result is too large",
  "formula.no_points": "there is no point to take this of",
} as const;

export type FormulaCode = keyof typeof sentences;

/** Why a formula cannot be read or gives no result, by the codes of the formula language, and where. */
export class FormulaProblem extends Error {
  readonly code: FormulaCode;

  constructor(code: FormulaCode, position: number) {
    super(`${sentences[code]} (at character ${position + 1})`);
    this.code = code;
  }
}
