import { add, compare, DecimalOverflow, divide, greatest, least, multiply, negate, round, whole, zero, type Decimal } from "../decimal";
import { FormulaProblem } from "./formula-problem";
import type { ConditionNode, NumberNode } from "./node";

/** Count, sum, least and greatest value of one field over the period. */
export interface FieldTotals {
  count: bigint;
  sum: Decimal;
  min: Decimal;
  max: Decimal;
}

/** All points of a period, by field. */
export interface Totals {
  points: bigint;
  fields: ReadonlyMap<string, FieldTotals>;
}

/** Calculates a formula from the totals of a period; throws a `FormulaProblem` where it gives no result. */
export function evaluate(root: NumberNode, variables: ReadonlyMap<string, Decimal>, totals: Totals): Decimal {
  const number = (node: NumberNode): Decimal => {
    try {
      return value(node);
    } catch (error) {
      if (error instanceof DecimalOverflow) throw new FormulaProblem("formula.overflow", node.position);
      throw error;
    }
  };

  const value = (node: NumberNode): Decimal => {
    switch (node.kind) {
      case "number":
        return node.value;
      case "variable":
        return variables.get(node.name) ?? zero;
      case "negate":
        return negate(number(node.operand));
      case "arithmetic":
        return arithmetic(node.operator, number(node.left), number(node.right), node.right.position);
      case "if":
        return number(condition(node.condition) ? node.then : node.otherwise);
      case "aggregate":
        return aggregate(node, totals);
      case "field":
        throw new Error("A field stands inside an aggregate only.");
      default:
        return scalar(node.kind, node.operands.map(number));
    }
  };

  const condition = (node: ConditionNode): boolean => {
    switch (node.kind) {
      case "not":
        return !condition(node.operand);
      case "both":
        return condition(node.left) && condition(node.right);
      case "either":
        return condition(node.left) || condition(node.right);
      case "comparison":
        return holds[node.operator](compare(number(node.left), number(node.right)));
    }
  };

  return number(root);
}

const holds = {
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
  "==": (order: number) => order === 0,
  "!=": (order: number) => order !== 0,
};

function arithmetic(operator: "+" | "-" | "*" | "/", left: Decimal, right: Decimal, position: number): Decimal {
  switch (operator) {
    case "+":
      return add(left, right);
    case "-":
      return add(left, negate(right));
    case "*":
      return multiply(left, right);
    case "/":
      if (right.units === 0n) throw new FormulaProblem("formula.division_by_zero", position);
      return divide(left, right);
  }
}

function scalar(kind: "abs" | "round" | "least" | "greatest", [first = zero, ...more]: Decimal[]): Decimal {
  switch (kind) {
    case "abs":
      return first.units < 0n ? negate(first) : first;
    case "round": {
      const places = more[0] ?? zero;
      return round(first, Number(round(places, 0).units));
    }
    case "least":
      return more.reduce(least, first);
    case "greatest":
      return more.reduce(greatest, first);
  }
}

function aggregate(node: NumberNode & { kind: "aggregate" }, totals: Totals): Decimal {
  if (node.argument === null) return whole(totals.points);
  const field = node.argument.kind === "field" ? totals.fields.get(node.argument.name) : undefined;
  const has = field !== undefined && field.count > 0n;
  if (node.name === "count") return whole(has ? field.count : 0n);
  if (node.name === "sum") return has ? field.sum : zero;
  if (!has) throw new FormulaProblem("formula.no_points", node.position);
  return node.name === "avg" ? divide(field.sum, whole(field.count)) : node.name === "min" ? field.min : field.max;
}
