import type { Decimal } from "../decimal";

export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";
export type AggregateName = "sum" | "count" | "avg" | "min" | "max";

interface Numbers {
  isCondition: false;
  position: number;
}

interface Conditions {
  isCondition: true;
  position: number;
}

export type NumberNode =
  | (Numbers & { kind: "number"; value: Decimal })
  | (Numbers & { kind: "variable" | "field"; name: string })
  | (Numbers & { kind: "negate"; operand: NumberNode })
  | (Numbers & { kind: "arithmetic"; operator: "+" | "-" | "*" | "/"; left: NumberNode; right: NumberNode })
  | (Numbers & { kind: "if"; condition: ConditionNode; then: NumberNode; otherwise: NumberNode })
  | (Numbers & { kind: "abs" | "round" | "least" | "greatest"; operands: NumberNode[] })
  | (Numbers & { kind: "aggregate"; name: AggregateName; argument: FormulaNode | null });

export type ConditionNode =
  | (Conditions & { kind: "not"; operand: ConditionNode })
  | (Conditions & { kind: "both" | "either"; left: ConditionNode; right: ConditionNode })
  | (Conditions & { kind: "comparison"; operator: Comparison; left: NumberNode; right: NumberNode });

/** One part of a parsed formula and where it begins in the text. */
export type FormulaNode = NumberNode | ConditionNode;
