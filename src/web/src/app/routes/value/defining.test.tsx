import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { definition, meAs, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

describe("Writing a definition", () => {
  it("underlines the formula's error where it stands, and clears it when it is gone", async () => {
    const server = withSession(new FakeApi()).on("POST", "/value/formula/evaluate", ({ body }) => {
      const { formula } = body as { formula: string };
      const position = formula.indexOf("amuont");
      return position >= 0
        ? { body: { value: null, fee: null, points: null, error: { position, length: 6, code: "formula.unknown_name", message: "There is no “amuont”. Did you mean “amount”?" } } }
        : { body: { value: "4733.61", fee: "946.72", points: 377, error: null } };
    });
    const { user, container } = openAt("/value/definitions/new");
    const formula = await screen.findByLabelText<HTMLTextAreaElement>("Formula");
    await user.clear(formula);
    await user.paste("sum(amuont) - baseline");

    expect(await screen.findByText("Column 5: There is no “amuont”. Did you mean “amount”?")).toBeTruthy();
    expect(container.querySelector("mark")?.textContent).toBe("amuont");
    expect(formula.getAttribute("aria-invalid")).toBe("true");
    await user.click(screen.getByRole("button", { name: "Go to the error" }));
    expect([formula.selectionStart, formula.selectionEnd]).toEqual([4, 10]);
    expect(await axeFindings(container)).toEqual([]);

    await user.clear(formula);
    await user.paste("sum(amount) - baseline");
    expect(await screen.findByText("4,733.61")).toBeTruthy();
    expect(container.querySelector("mark")).toBeNull();
    expect(server.calls("POST", "/value/formula/evaluate").length).toBeGreaterThan(1);
  });

  it("sends amounts as the decimal strings that were typed", async () => {
    const server = withSession(new FakeApi())
      .on("POST", "/value/formula/evaluate", { body: { value: null, fee: null, points: null, error: null } })
      .on("POST", "/value/definitions", { status: 201, body: definition() })
      .on("GET", "/value/definitions/:id", { body: definition(), headers: { ETag: '"1"' } });
    const { user, router } = openAt("/value/definitions/new");
    await user.type(await screen.findByLabelText("Name"), "Monthly revenue");
    await user.type(screen.getByLabelText("Source"), "purchases");
    await user.clear(screen.getByLabelText("Share in %"));
    await user.type(screen.getByLabelText("Share in %"), "12.5");
    await user.type(screen.getByLabelText(/^Cap/), "5000.10");
    await user.click(screen.getByRole("button", { name: "Create draft" }));

    await waitFor(() => expect(router.state.location.pathname).toBe("/value/definitions/def_1"));
    expect(server.calls("POST", "/value/definitions")[0]?.body).toMatchObject({ terms: { share: "0.125", cap: "5000.10", unitPrice: "1", floor: null } });
    expect(server.calls("POST", "/value/definitions")[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("keeps the tiers of the version before, and takes others line by line", async () => {
    const from = definition();
    const tiered = { ...from, latest: { ...from.latest, terms: { ...from.latest.terms, tiers: [{ upTo: "1000", unitPrice: "0.50" }] } } };
    const server = withSession(new FakeApi())
      .on("POST", "/value/formula/evaluate", { body: { value: null, fee: null, points: null, error: null } })
      .on("GET", "/value/definitions/:id", { body: tiered, headers: { ETag: '"1"' } })
      .on("PUT", "/value/definitions/:id", { body: tiered, headers: { ETag: '"2"' } });
    const { user } = openAt("/value/definitions/def_1?edit=true");
    const tiers = await screen.findByLabelText<HTMLTextAreaElement>(/^Tiers/);
    expect(tiers.value).toBe("1000 0.50");
    await user.type(tiers, "{enter}500 0.25");
    await user.click(screen.getByRole("button", { name: "Save version 2" }));
    expect(await screen.findByText("Each bound is above the one before it.")).toBeTruthy();
    await user.clear(tiers);
    await user.type(tiers, "1000 0.50{enter}5000 0.25");
    await user.click(screen.getByRole("button", { name: "Save version 2" }));
    await waitFor(() => expect(server.calls("PUT", "/value/definitions/def_1")).toHaveLength(1));
    expect(server.calls("PUT", "/value/definitions/def_1")[0]?.body).toMatchObject({ terms: { tiers: [{ upTo: "1000", unitPrice: "0.50" }, { upTo: "5000", unitPrice: "0.25" }] } });
  });

  it("leaves the price to somebody with the finance hat, and says so", async () => {
    const server = withSession(new FakeApi(), meAs("member", ["technical"]))
      .on("POST", "/value/formula/evaluate", { body: { value: null, fee: null, points: null, error: null } })
      .on("POST", "/value/definitions", { status: 201, body: definition() })
      .on("GET", "/value/definitions/:id", { body: definition(), headers: { ETag: '"1"' } });
    const { user, router } = openAt("/value/definitions/new");
    await user.type(await screen.findByLabelText("Name"), "Monthly revenue");
    await user.type(screen.getByLabelText("Source"), "purchases");
    expect(screen.getByText("needs the finance hat")).toBeTruthy();
    expect(screen.getByText(/The draft costs nothing until somebody with the finance hat gives it a price/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Price of a unit").matches(":disabled")).toBe(true);
    await user.click(screen.getByRole("button", { name: "Create draft" }));

    await waitFor(() => expect(router.state.location.pathname).toBe("/value/definitions/def_1"));
    expect(server.calls("POST", "/value/definitions")[0]?.body).not.toHaveProperty("terms");
  });
});

describe("A definition", () => {
  it("tells an owner what activating alone means before he does it", async () => {
    const server = withSession(new FakeApi())
      .on("GET", "/value/definitions/:id", { body: definition({ state: "draft", active: null }), headers: { ETag: '"1"' } })
      .on("POST", "/value/definitions/:id/activate", { body: definition() });
    const { user } = openAt("/value/definitions/def_1");
    const activate = await screen.findByRole("button", { name: "Activate version 1" });
    await user.click(activate);
    expect(await screen.findByText(/they are never billed/)).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(activate));
    await user.keyboard("{Enter}");
    expect(await screen.findByText(/they are never billed/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Activate alone" }));
    await waitFor(() => expect(server.calls("POST", "/value/definitions/def_1/activate")).toHaveLength(1));
  });

  it("draws what its calculations gave, without those that were replaced", async () => {
    const calculation = (id: string, period: string, result: string, replaces: string | null = null) => ({ id, period, result, replaces, definitionId: "def_1", fee: "100.00", currency: "USD" });
    withSession(new FakeApi())
      .on("GET", "/value/definitions/:id", { body: definition(), headers: { ETag: '"1"' } })
      .on("GET", "/value/calculations", { body: { items: [calculation("calc_3", "1998-02", "5100.50", "calc_2"), calculation("calc_2", "1998-02", "9"), calculation("calc_1", "1998-01", "4733.61")], next: null } });
    const { container } = openAt("/value/definitions/def_1");
    expect(await screen.findByRole("img", { name: /^Value of Monthly revenue by period: from 4,733.61 in Jan 1998 to 5,100.50 in Feb 1998/ })).toBeTruthy();
    expect(screen.getByRole("link", { name: "As a list" }).getAttribute("href")).toBe("/value/calculations?definition=def_1");
    expect(await axeFindings(container)).toEqual([]);
  });

  it("runs a range of months one after the other and goes on past one that fails", async () => {
    const server = withSession(new FakeApi())
      .on("GET", "/value/definitions/:id", { body: definition(), headers: { ETag: '"1"' } })
      .on("POST", "/value/calculations/run", ({ body }) => {
        const { period } = body as { period: string };
        return period === "1998-02" ? problem(409, "value.period_open", { detail: "February has not ended." }) : { body: { id: `calc_${period}`, period, fee: "946.72", currency: "USD", receiptId: "rcp_1" } };
      });
    const { user, container } = openAt("/value/definitions/def_1");
    await user.type(await screen.findByLabelText("From month"), "1998-01");
    await user.type(screen.getByLabelText("To month"), "1998-03");
    await user.click(screen.getByRole("button", { name: "Calculate 3 months" }));

    expect(await screen.findByText("February has not ended.")).toBeTruthy();
    await waitFor(() => expect(screen.getAllByRole("link", { name: "$946.72" })).toHaveLength(2));
    expect(server.calls("POST", "/value/calculations/run").map((call) => (call.body as { period: string }).period)).toEqual(["1998-01", "1998-02", "1998-03"]);
    expect(await axeFindings(container)).toEqual([]);
  });
});
