import { compare, round, whole } from "../decimal";
import { FormulaProblem, type FormulaCode } from "./formula-problem";
import { tokens, type Token } from "./lexer";
import type { AggregateName, Comparison, ConditionNode, FormulaNode, NumberNode } from "./node";

const mostCharacters = 2_000;
const mostLevels = 32;
const mostParts = 400;
const functions = ["sum", "count", "avg", "min", "max", "if", "abs", "round"];
const keywords = ["and", "or", "not"];
const comparisons = ["<", "<=", ">", ">=", "==", "!="];

export interface Formula {
  root: NumberNode;
  /** True where the totals of the period are not enough. */
  needsPoints: boolean;
}

/** Reads a formula by the rules of docs/formulas.md; throws a `FormulaProblem` where it is none. */
export function parseFormula(text: string, variables: ReadonlySet<string>): Formula {
  if (text.length > mostCharacters) throw new FormulaProblem("formula.too_long", mostCharacters);
  return new Parser(tokens(text), variables).formula();
}

/** Recursive descent over the tokens; that a condition stands only where one is asked for is checked on the way. */
class Parser {
  private at = 0;
  private depth = 0;
  private parts = 0;
  private isInside = false;
  private needsPoints = false;
  private readonly all: readonly Token[];
  private readonly variables: ReadonlySet<string>;

  constructor(all: readonly Token[], variables: ReadonlySet<string>) {
    this.all = all;
    this.variables = variables;
  }

  formula(): Formula {
    if (this.isAtEnd) throw new FormulaProblem("formula.empty", 0);
    const root = this.or();
    if (!this.isAtEnd) throw this.problem("formula.unexpected_token");
    return { root: number(root), needsPoints: this.needsPoints };
  }

  private or(): FormulaNode {
    return this.deeper(() => {
      let left = this.and();
      while (this.takes("or")) left = this.joined("either", left, this.and());
      return left;
    });
  }

  private and(): FormulaNode {
    let left = this.not();
    while (this.takes("and")) left = this.joined("both", left, this.not());
    return left;
  }

  private joined(kind: "both" | "either", left: FormulaNode, right: FormulaNode): FormulaNode {
    return this.part({ kind, isCondition: true, position: left.position, left: condition(left), right: condition(right) });
  }

  private not(): FormulaNode {
    const { position } = this.current;
    if (!this.takes("not")) return this.comparison();
    const operand = this.deeper(() => this.not());
    return this.part({ kind: "not", isCondition: true, position, operand: condition(operand) });
  }

  private comparison(): FormulaNode {
    const left = this.sum();
    if (!this.compares) return left;
    const operator = this.take().text as Comparison;
    const right = this.sum();
    if (this.compares) throw this.problem("formula.chained_comparison");
    return this.part({ kind: "comparison", isCondition: true, position: left.position, operator, left: number(left), right: number(right) });
  }

  private sum(): FormulaNode {
    return this.chain(["+", "-"], () => this.product());
  }

  private product(): FormulaNode {
    return this.chain(["*", "/"], () => this.unary());
  }

  private chain(operators: readonly string[], operand: () => FormulaNode): FormulaNode {
    let left = operand();
    while (this.current.kind === "symbol" && operators.includes(this.current.text)) {
      const operator = this.take().text as "+" | "-" | "*" | "/";
      const right = operand();
      left = this.part({ kind: "arithmetic", isCondition: false, position: left.position, operator, left: number(left), right: number(right) });
    }
    return left;
  }

  private unary(): FormulaNode {
    const { position } = this.current;
    if (!this.takes("-")) return this.primary();
    const operand = this.deeper(() => this.unary());
    return this.part({ kind: "negate", isCondition: false, position, operand: number(operand) });
  }

  private primary(): FormulaNode {
    const { kind, position, text, value } = this.current;
    if (kind === "number") {
      this.at++;
      return this.part({ kind, isCondition: false, position, value });
    }
    if (kind === "name" && !keywords.includes(text)) {
      const name = this.take();
      return this.is("(") ? this.call(name) : this.name(name);
    }
    if (this.is("(")) {
      const open = this.take();
      const inner = this.or();
      this.close(open);
      return inner;
    }
    throw this.problem(kind === "end" ? "formula.unexpected_end" : "formula.unexpected_token");
  }

  private name({ text: name, position }: Token): FormulaNode {
    if (this.variables.has(name)) return this.part({ kind: "variable", isCondition: false, position, name });
    if (functions.includes(name)) throw new FormulaProblem("formula.unexpected_token", position);
    if (!this.isInside) throw new FormulaProblem("formula.unknown_name", position);
    return this.part({ kind: "field", isCondition: false, position, name });
  }

  private call(name: Token): FormulaNode {
    if (!functions.includes(name.text)) throw new FormulaProblem("formula.unknown_function", name.position);
    return this.deeper(() => {
      if (name.text === "if") return this.choice(name);
      if (name.text === "abs" || name.text === "round") return this.scalar(name, name.text);
      if ((name.text === "min" || name.text === "max") && this.argumentsAhead() > 1) {
        const operands = this.arguments().map(number);
        return this.part({ kind: name.text === "min" ? "least" : "greatest", isCondition: false, position: name.position, operands });
      }
      return this.aggregate(name);
    });
  }

  private choice({ position }: Token): FormulaNode {
    const [first, then, otherwise, ...more] = this.arguments();
    if (!first || !then || !otherwise || more.length > 0) throw new FormulaProblem("formula.argument_count", position);
    return this.part({ kind: "if", isCondition: false, position, condition: condition(first), then: number(then), otherwise: number(otherwise) });
  }

  private scalar({ position }: Token, kind: "abs" | "round"): FormulaNode {
    const given = this.arguments();
    if (given.length !== 1 && !(kind === "round" && given.length === 2)) throw new FormulaProblem("formula.argument_count", position);
    const places = given[1];
    if (places && !isPlaces(places)) throw new FormulaProblem("formula.number_expected", places.position);
    return this.part({ kind, isCondition: false, position, operands: given.map(number) });
  }

  private aggregate({ text, position }: Token): FormulaNode {
    const name = text as AggregateName;
    if (this.isInside) throw new FormulaProblem("formula.nested_aggregate", position);
    this.isInside = true;
    const given = this.arguments();
    this.isInside = false;
    if (given.length !== 1 && !(name === "count" && given.length === 0)) throw new FormulaProblem("formula.argument_count", position);
    const argument = given[0] ?? null;
    if (name === "count" && argument && argument.kind !== "field") condition(argument);
    if (name !== "count" && argument) number(argument);
    this.needsPoints ||= argument !== null && argument.kind !== "field";
    return this.part({ kind: "aggregate", isCondition: false, position, name, argument });
  }

  private arguments(): FormulaNode[] {
    const open = this.take();
    const found: FormulaNode[] = [];
    if (!this.is(")")) {
      do found.push(this.or());
      while (this.takes(","));
    }
    this.close(open);
    return found;
  }

  /** How many arguments stand between this parenthesis and its closing one. */
  private argumentsAhead(): number {
    let level = 0;
    let commas = 0;
    for (const { kind, text } of this.all.slice(this.at)) {
      if (kind === "symbol") level += text === "(" ? 1 : text === ")" ? -1 : 0;
      if (level === 0) break;
      if (level === 1 && kind === "symbol" && text === ",") commas++;
    }
    return commas + 1;
  }

  private close(open: Token): void {
    if (this.takes(")")) return;
    throw this.isAtEnd ? new FormulaProblem("formula.unexpected_end", open.position) : this.problem("formula.unexpected_token");
  }

  private get current(): Token {
    const token = this.all[Math.min(this.at, this.all.length - 1)];
    if (!token) throw new FormulaProblem("formula.empty", 0);
    return token;
  }

  private get isAtEnd(): boolean {
    return this.current.kind === "end";
  }

  private get compares(): boolean {
    return this.current.kind === "symbol" && comparisons.includes(this.current.text);
  }

  private is(text: string): boolean {
    return (this.current.kind === "symbol" || this.current.kind === "name") && this.current.text === text;
  }

  private take(): Token {
    const token = this.current;
    this.at++;
    return token;
  }

  private takes(text: string): boolean {
    const is = this.is(text);
    if (is) this.at++;
    return is;
  }

  private part<T extends FormulaNode>(node: T): T {
    if (++this.parts > mostParts) throw new FormulaProblem("formula.too_many_parts", node.position);
    return node;
  }

  private deeper(parse: () => FormulaNode): FormulaNode {
    if (++this.depth > mostLevels) throw this.problem("formula.too_deep");
    const node = parse();
    this.depth--;
    return node;
  }

  private problem(code: FormulaCode): FormulaProblem {
    return new FormulaProblem(code, this.current.position);
  }
}

function isPlaces(node: FormulaNode): boolean {
  return node.kind === "number" && compare(node.value, whole(28)) <= 0 && compare(round(node.value, 0), node.value) === 0;
}

function number(node: FormulaNode): NumberNode {
  if (node.isCondition) throw new FormulaProblem("formula.number_expected", node.position);
  return node;
}

function condition(node: FormulaNode): ConditionNode {
  if (!node.isCondition) throw new FormulaProblem("formula.condition_expected", node.position);
  return node;
}
