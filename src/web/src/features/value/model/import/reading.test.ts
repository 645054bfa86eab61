import { describe, expect, it } from "vitest";
import { guessMapping, mappingProblems } from "./mapping";
import { PointMaker } from "./points";
import { detectDelimiter, RecordReader, type FileRecord } from "./records";
import { detectTimeFormat, parseTime } from "./times";

function read(text: string, delimiter = detectDelimiter(text)): FileRecord[] {
  return new RecordReader(delimiter).read(text, true);
}

describe("Records of a file", () => {
  it.each([
    ["time,amount\n1998-01-01,5\n1998-01-02,6", ","],
    ["Datum;Betrag\n01.01.1998;5,50\n02.01.1998;6,25", ";"],
    ["a\tb\n1\t2\n", "\t"],
    [" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n", "blanks"],
  ])("are cut where the file cuts them", (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });

  it("keep delimiters, line ends and quotes inside quoted cells, and count lines on", () => {
    const records = read('id,note\r\n1,"a, b"\r\n2,"two\nlines and ""quotes"""\r\n3,c\r\n', ",");
    expect(records.map((record) => record.cells)).toEqual([["id", "note"], ["1", "a, b"], ["2", 'two\nlines and "quotes"'], ["3", "c"]]);
    expect(records.map((record) => record.line)).toEqual([1, 2, 3, 5]);
  });

  it("are the same however the file is cut into pieces", () => {
    const text = 'time,note\n1998-01-01,"x\ny"\n1998-01-02,z\n';
    const whole = read(text, ",");
    for (let cut = 1; cut < text.length; cut += 1) {
      const reader = new RecordReader(",");
      expect([...reader.read(text.slice(0, cut), false), ...reader.read(text.slice(cut), true)], `cut at ${cut}`).toEqual(whole);
    }
  });

  it("go on after a quote that is never closed", () => {
    expect(read('a,"b\nc,d\n', ",").map((record) => record.line)).toEqual([1, 2]);
  });
});

describe("Times in a file", () => {
  it.each([
    ["1998-06-30", "iso", "UTC", "1998-06-30T00:00:00.000Z"],
    ["1998-06-30T12:00:00+02:00", "iso", "America/New_York", "1998-06-30T10:00:00.000Z"],
    ["1998-06-30 12:00", "iso", "Europe/Berlin", "1998-06-30T10:00:00.000Z"],
    ["19980101", "yyyymmdd", "America/New_York", "1998-01-01T05:00:00.000Z"],
    ["30/06/1998", "d/m/y", "UTC", "1998-06-30T00:00:00.000Z"],
    ["06/30/1998", "m/d/y", "UTC", "1998-06-30T00:00:00.000Z"],
    ["899164800", "unix-s", "UTC", "1998-06-30T00:00:00.000Z"],
  ] as const)("%s as %s in %s is %s", (text, format, zone, instant) => {
    expect(parseTime(text, format, zone)).toBe(instant);
  });

  it("that a clock change skips or repeats are one instant each", () => {
    expect(parseTime("2026-03-29 02:30", "iso", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
    expect(parseTime("2026-10-25 02:30", "iso", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  });

  it.each(["1998-02-31", "1998-13-01", "yesterday", "", "1900-01-01", "2150-01-01"])("are not %s", (text) => {
    expect(parseTime(text, "iso")).toBeNull();
  });

  it("are recognised although a line is corrupt", () => {
    expect(detectTimeFormat([...Array<string>(19).fill("19970101"), "19970231"])).toBe("yyyymmdd");
    expect(detectTimeFormat(["13/01/1998", "01/02/1998"])).toBe("d/m/y");
    expect(detectTimeFormat(["a", "b"])).toBeNull();
  });
});

describe("What columns become", () => {
  it("is guessed from header and values", () => {
    const mapping = guessMapping(read("Order ID,Created at,Net Amount,Comment\nA1,1998-01-01,5.50,x\nA2,1998-01-02,6,y\n"), ",");
    expect(mapping.hasHeader).toBe(true);
    expect(mapping.columns.map((column) => [column.role, column.field])).toEqual([["id", "order_id"], ["time", "created_at"], ["field", "net_amount"], ["ignore", "comment"]]);
    expect(mappingProblems(mapping)).toEqual([]);
  });

  it("leaves numbers with leading zeros out: they are names", () => {
    const mapping = guessMapping(read(" 00004 0001 19970101  2   29.33\n 00021 0002 19970118  1   29.73\n"), "blanks");
    expect(mapping.columns.map((column) => column.role)).toEqual(["ignore", "ignore", "time", "field", "field"]);
  });

  it("reads comma decimals where commas do not separate columns", () => {
    const mapping = guessMapping(read("Datum;Betrag\n01.02.1998;1250,50\n13.02.1998;6,25\n"), ";");
    expect(mapping).toMatchObject({ decimalMark: ",", timeFormat: "d/m/y" });
    const made = new PointMaker("shop", mapping).make(read("13.02.1998;1250,50", ";")[0] as FileRecord);
    expect(made).toMatchObject({ point: { time: "1998-02-13T00:00:00.000Z", fields: { betrag: "1250.50" } } });
  });

  it("says what keeps an import from starting", () => {
    const mapping = guessMapping(read("a,b\nx,y\nz,w\n"), ",");
    expect(mappingProblems(mapping)).toEqual(["Choose exactly one column as the time.", "Choose at least one column with a number that formulas can use."]);
  });
});

describe("Points without an id column", () => {
  it("are named by their content, so that a file counts once, and equal rows count each", () => {
    const records = read("1998-01-01,5\n1998-01-01,5\n1998-01-02,6\n", ",");
    const mapping = guessMapping(records, ",");
    const ids = () => {
      const maker = new PointMaker("shop", mapping);
      return records.map((record) => {
        const made = maker.make(record);
        return "point" in made ? made.point.id : made.problem;
      });
    };
    expect(new Set(ids()).size).toBe(3);
    expect(ids()).toEqual(ids());
  });
});
