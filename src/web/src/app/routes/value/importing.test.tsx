import { screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { importJob } from "@/features/value/api/push-data";
import { axeFindings } from "@/testing/axe";
import { withSession } from "@/testing/builders";
import { FakeApi, problem, type FakeAnswer, type FakeRequest } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

interface Sent {
  points: { source: string; id: string; time: string; fields: Record<string, string> }[];
}

function taken({ body }: FakeRequest): FakeAnswer {
  const { points } = body as Sent;
  return { body: { stored: points.length, repeated: 0, corrected: 0, conflicts: 0, invalid: 0, results: points.map((point) => ({ id: point.id, status: "stored" })) } };
}

afterEach(() => importJob.clear());

/** 1,204 rows of purchases separated by blanks, without a header; lines 3 and 700 are corrupt. */
function purchases(): File {
  const lines = Array.from({ length: 1_204 }, (_, at) => ` ${String(at + 1).padStart(5, "0")} 0001 199701${String((at % 28) + 1).padStart(2, "0")}  2   ${(at % 50) + 1}.33`);
  lines[2] = " 00003 0001 19970231  2   29.33";
  lines[699] = " 00700 0001 19970101  2   twelve";
  return new File([lines.join("\n")], "CDNOW sample.txt", { type: "text/plain" });
}

describe("Importing a file", () => {
  it("guesses its form, sends it in batches, and lists the corrupt lines by number", async () => {
    const server = withSession(new FakeApi()).on("POST", "/value/data", taken);
    const { user, container } = openAt("/value/import");
    await user.upload(await screen.findByLabelText("File"), purchases());

    expect((await screen.findByLabelText<HTMLSelectElement>("Columns are separated by")).value).toBe("blanks");
    expect(screen.getByLabelText<HTMLSelectElement>("Times look like").value).toBe("yyyymmdd");
    expect(screen.getByLabelText<HTMLInputElement>("Source").value).toBe("cdnow-sample");
    expect(screen.getByText("“19970231” is not a time of the chosen form")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);

    const amount = screen.getByLabelText("Field name of Column 5");
    await user.clear(amount);
    await user.type(amount, "amount");
    await user.click(screen.getByRole("button", { name: "Import" }));

    expect(await screen.findByText("All rows are in.")).toBeTruthy();
    const batches = server.calls("POST", "/value/data").map((call) => (call.body as Sent).points);
    expect(batches.map((points) => points.length)).toEqual([500, 500, 202]);
    expect(batches[0]?.[0]).toMatchObject({ source: "cdnow-sample", time: "1997-01-01T00:00:00.000Z", fields: { amount: "1.33" } });
    expect(new Set(batches.flat().map((point) => point.id)).size).toBe(1_202);
    expect(screen.getByText("Line 3")).toBeTruthy();
    expect(screen.getByText("Line 700")).toBeTruthy();
    expect(screen.getByText("“twelve” in Column 5 is not a number")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("halts where a batch is refused, and goes on from there", async () => {
    let fails = true;
    const server = withSession(new FakeApi()).on("POST", "/value/data", (request) => (fails ? problem(503, "http.unavailable") : taken(request)));
    const { user } = openAt("/value/import");
    await user.upload(await screen.findByLabelText("File"), new File(["time,amount\n1998-01-01,5\n1998-01-02,6\n"], "sales.csv"));
    await user.click(await screen.findByRole("button", { name: "Import" }));
    expect(await screen.findByText("http.unavailable")).toBeTruthy();

    fails = false;
    await user.click(screen.getByRole("button", { name: "Try the batch again" }));
    expect(await screen.findByText("All rows are in.")).toBeTruthy();
    const [first, second] = server.calls("POST", "/value/data");
    expect(second?.body).toEqual(first?.body);
  });

  it("goes on while another page is looked at", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    withSession(new FakeApi()).on("POST", "/value/data", async (request) => {
      await gate;
      return taken(request);
    });
    const { user } = openAt("/value/import");
    await user.upload(await screen.findByLabelText("File"), new File(["time,amount\n1998-01-01,5\n"], "sales.csv"));
    await user.click(await screen.findByRole("button", { name: "Import" }));
    await user.click(screen.getByRole("link", { name: "Receipts" }));
    expect(await screen.findByRole("heading", { name: "Receipts", level: 1 })).toBeTruthy();
    expect(screen.getByRole("link", { name: /Importing/ })).toBeTruthy();
    release();
    await waitFor(() => expect(importJob.snapshot()).toMatchObject({ state: "done", stored: 1 }));
  });

  it("tells which line the server would not take", async () => {
    withSession(new FakeApi()).on("POST", "/value/data", {
      body: { stored: 1, repeated: 0, corrected: 0, conflicts: 1, invalid: 0, results: [{ id: "a", status: "stored" }, { id: "b", status: "conflict", detail: "The source has another point with this id." }] },
    });
    const { user } = openAt("/value/import");
    await user.upload(await screen.findByLabelText("File"), new File(["id,time,amount\na,1998-01-01,5\nb,1998-01-02,6\n"], "sales.csv"));
    await user.click(await screen.findByRole("button", { name: "Import" }));
    expect(await screen.findByText("Line 3")).toBeTruthy();
    expect(screen.getByText("The source has another point with this id.")).toBeTruthy();
  });
});
