import { parseDecimal, zero, type Decimal } from "../decimal";
import { FormulaProblem } from "./formula-problem";

export interface Token {
  kind: "number" | "name" | "symbol" | "end";
  position: number;
  text: string;
  value: Decimal;
}

const blanks = /[ \t\r\n]*/y;
const number = /\d+(?:\.\d+)?/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const symbol = /<=|>=|==|!=|[-+*/(),<>]/y;

/** Splits a formula into numbers, names and symbols. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (;;) {
    at += read(blanks, text, at).length;
    if (at === text.length) return [...found, { kind: "end", position: at, text: "", value: zero }];
    const token = next(text, at);
    found.push(token);
    at += token.text.length;
  }
}

function next(text: string, position: number): Token {
  const digits = read(number, text, position);
  if (digits) {
    if (/[A-Za-z._]/.test(text.charAt(position + digits.length))) throw new FormulaProblem("formula.unexpected_character", position);
    const value = parseDecimal(digits);
    if (!value) throw new FormulaProblem("formula.number_not_exact", position);
    return { kind: "number", position, text: digits, value };
  }
  const word = read(name, text, position);
  if (word) return { kind: "name", position, text: word, value: zero };
  const sign = read(symbol, text, position);
  if (sign) return { kind: "symbol", position, text: sign, value: zero };
  throw new FormulaProblem("formula.unexpected_character", position);
}

function read(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
