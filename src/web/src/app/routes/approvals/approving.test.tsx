import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Approval } from "@/features/approvals/model/approval";
import { axeFindings } from "@/testing/axe";
import { definition, meAs, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const hash = "5f".repeat(32);

function approval(more: Partial<Approval> = {}): Approval {
  return {
    id: "appr_1",
    definitionId: "def_1",
    version: 2,
    name: "Monthly revenue",
    contentHash: hash,
    round: 1,
    state: "in_review",
    stage: "finance",
    stages: [
      { stage: "finance", state: "current", quorum: 1, approvers: ["usr_2"], approved: [], delegations: [] },
      { stage: "technical", state: "waiting", quorum: 1, approvers: ["usr_3"], approved: [], delegations: [] },
      { stage: "executive", state: "waiting", quorum: 1, approvers: ["usr_4"], approved: [], delegations: [] },
    ],
    authors: ["usr_1"],
    submittedBy: "usr_1",
    submittedAt: "2026-06-01T09:00:00Z",
    expiresAt: "2026-06-15T09:00:00Z",
    endedAt: null,
    receiptId: null,
    yourTurn: true,
    decisions: [],
    ...more,
  };
}

function changed() {
  const base = definition({ state: "draft" });
  const agreed = { ...base.latest, approvedAt: "2026-05-20T09:00:00Z", state: "active" as const };
  const next = { ...base.latest, version: 2, formula: "sum(amount)", state: "submitted" as const };
  return { ...base, latest: next, versions: [agreed, next] };
}

function member(id: string, name: string, hats: string[]) {
  return { id, name, email: `${id}@example.com`, role: "viewer", hats, joinedAt: "2026-01-05T09:00:00Z" };
}

function server(shown: Approval) {
  return withSession(new FakeApi(), meAs("viewer", ["finance"]))
    .on("GET", "/approvals", { body: { items: [shown], next: null } })
    .on("GET", "/approvals/:id", { body: shown })
    .on("GET", "/value/definitions/:id", { body: changed() })
    .on("GET", "/workspaces/workspaces/:id/members", {
      body: { items: [member("usr_1", "Ann Author", ["finance", "technical"]), member("usr_2", "Finn Fees", ["finance"]), member("usr_5", "Fay Figures", ["finance"])], next: null },
    });
}

describe("Approvals", () => {
  it("say what waits for me and lead to it", async () => {
    server(approval());
    const { container } = openAt("/approvals");
    expect(await screen.findByText("1 definition waits for your decision.")).toBeTruthy();
    expect(screen.getByText("your turn")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Monthly revenue" }).getAttribute("href")).toBe("/approvals/appr_1");
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe("An approval", () => {
  it("shows what changed since the version that was signed off, and approves what is on screen", async () => {
    const api = server(approval()).on("POST", "/approvals/:id/approve", { body: approval({ yourTurn: false, stage: "technical" }) });
    const { user, container } = openAt("/approvals/appr_1");
    expect(await screen.findByRole("heading", { name: "Changes since version 1, which was signed off" })).toBeTruthy();
    expect(container.querySelector("del")?.textContent).toBe("max(0, sum(amount) - baseline)");
    expect(container.querySelector("ins")?.textContent).toBe("sum(amount)");
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Approve" }));
    await waitFor(() => expect(api.calls("POST", "/approvals/appr_1/approve")[0]?.body).toEqual({ contentHash: hash, stage: "finance", comment: null }));
  });

  it("asks for a comment before it goes back", async () => {
    const api = server(approval()).on("POST", "/approvals/:id/request-changes", { body: approval({ state: "changes_requested", yourTurn: false, stage: null }) });
    const { user } = openAt("/approvals/appr_1");
    await user.click(await screen.findByRole("button", { name: "Request changes" }));
    expect(await screen.findByText("Say what is to be changed.")).toBeTruthy();
    expect(api.calls("POST", "/approvals/appr_1/request-changes")).toHaveLength(0);
    await user.type(screen.getByLabelText(/^Comment/), "The cap is too low.");
    await user.click(screen.getByRole("button", { name: "Request changes" }));
    await waitFor(() => expect(api.calls("POST", "/approvals/appr_1/request-changes")[0]?.body).toMatchObject({ comment: "The cap is too low." }));
  });

  it("says that the content was changed meanwhile", async () => {
    server(approval()).on("POST", "/approvals/:id/approve", problem(409, "approvals.content_changed", { detail: "The content was changed since you read it; read it again before you decide." }));
    const { user } = openAt("/approvals/appr_1");
    await user.click(await screen.findByRole("button", { name: "Approve" }));
    expect(await screen.findByText(/The content was changed since you read it/)).toBeTruthy();
  });

  it("is handed to another who wears the hat", async () => {
    const api = server(approval()).on("POST", "/approvals/:id/delegate", { body: approval({ yourTurn: false }) });
    const { user } = openAt("/approvals/appr_1");
    await user.selectOptions(await screen.findByLabelText("Or hand it to"), "Fay Figures");
    await user.click(screen.getByRole("button", { name: "Hand over" }));
    await waitFor(() => expect(api.calls("POST", "/approvals/appr_1/delegate")[0]?.body).toEqual({ to: "usr_5", stage: "finance" }));
  });

  it("lets an admin choose who decides a stage, and how many of them agree", async () => {
    const api = server(approval({ yourTurn: false }))
      .on("GET", "/auth/me", { body: meAs("admin") })
      .on("POST", "/approvals/:id/approvers", { body: approval() });
    const { user } = openAt("/approvals/appr_1");
    await user.click(await screen.findByRole("button", { name: "Choose the approvers of the finance stage" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Approvers of the finance stage" }));
    expect((await dialog.findByRole("checkbox", { name: "Finn Fees" })).getAttribute("aria-checked")).toBe("true");
    expect(dialog.getByRole<HTMLButtonElement>("checkbox", { name: "Ann Author" }).disabled).toBe(true);
    expect(await axeFindings(document.body)).toEqual([]);
    await user.click(dialog.getByRole("checkbox", { name: "Fay Figures" }));
    await user.selectOptions(dialog.getByLabelText("How many have to agree"), "all 2");
    await user.click(dialog.getByRole("button", { name: "Save approvers" }));
    await waitFor(() => expect(api.calls("POST", "/approvals/appr_1/approvers")[0]?.body).toEqual({ stage: "finance", approvers: ["usr_2", "usr_5"], quorum: 2 }));
  });

  it("says that it was withdrawn", async () => {
    server(approval({ state: "withdrawn", stage: null, yourTurn: false, endedAt: "2026-06-03T09:00:00Z" }));
    openAt("/approvals/appr_1");
    expect(await screen.findByText(/an owner activated the version without it/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Choose/ })).toBeNull();
  });

  it("has nothing to decide for others", async () => {
    server(approval({ yourTurn: false }));
    openAt("/approvals/appr_1");
    expect(await screen.findByText("Nobody has decided yet.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  });
});

describe("Going live", () => {
  const check = (name: string, passes: boolean) => ({ name, title: `The ${name} is right`, passes, reason: passes ? "It is." : "It is not yet.", link: "/approvals" });
  const state = (more: object) => ({ state: "off", since: null, pausesAt: null, ready: false, checks: [check("setup", true), check("accuracy", false)], definitions: [{ id: "def_1", name: "Monthly revenue", version: 2, contentHash: hash }], ...more });

  it("says what is red and where to go", async () => {
    withSession(new FakeApi()).on("GET", "/golive/checks", { body: state({}) });
    const { container } = openAt("/go-live");
    expect(await screen.findByText("It is not yet.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Monthly revenue, version 2" })).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Go live" }).disabled).toBe(true);
    expect(screen.getByRole("link", { name: "Go to it: The accuracy is right" }).getAttribute("href")).toBe("/approvals");
    expect(await axeFindings(container)).toEqual([]);
  });

  it("switches on when all is green, once asked", async () => {
    const api = withSession(new FakeApi())
      .on("GET", "/golive/checks", { body: state({ ready: true, checks: [check("setup", true)] }), headers: { ETag: '"seen"' } })
      .on("POST", "/golive", { body: state({ state: "on", since: "2026-06-01T09:00:00Z", ready: true }) });
    const { user } = openAt("/go-live");
    await user.click(await screen.findByRole("button", { name: "Go live" }));
    expect(api.calls("POST", "/golive")).toHaveLength(0);
    await user.click((await screen.findAllByRole("button", { name: "Go live" })).at(-1)!);
    await waitFor(() => expect(api.calls("POST", "/golive")[0]?.headers.get("Idempotency-Key")).toBeTruthy());
    expect(api.calls("POST", "/golive")[0]?.headers.get("If-Match")).toBe('"seen"');
  });

  it("leaves the switch to owners", async () => {
    withSession(new FakeApi(), meAs("admin")).on("GET", "/golive/checks", { body: state({ state: "paused", pausesAt: "2026-06-01T00:00:00Z" }) });
    openAt("/go-live");
    expect(await screen.findByText("Only an owner switches value-based billing on or off.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Resume billing" })).toBeNull();
  });
});

describe("Accuracy", () => {
  const calculated = (period: string, result: string) => ({ id: `calc_${period}`, definitionId: "def_1", period, result, replaces: null });

  it("takes what finance knows", async () => {
    const item = { definitionId: "def_1", name: "Monthly revenue", accuracy: null, missing: 2, passes: false, pairs: [{ period: "1997-01", from: "1997-01-01T00:00:00Z", measured: "300", reference: "290", by: "usr_2", at: "2026-06-01T09:00:00Z" }] };
    const api = withSession(new FakeApi(), meAs("viewer", ["finance"]))
      .on("GET", "/value/calculations", { body: { items: [calculated("1997-02", "2200"), calculated("1997-01", "300")], next: null } })
      .on("GET", "/value/accuracy", { body: { lowest: null, needed: "85.00", items: [item] } })
      .on("POST", "/value/accuracy-feedback", { body: item });
    const { user, container } = openAt("/value/accuracy");
    expect(await screen.findByText("2 periods missing")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.selectOptions(await screen.findByLabelText("Period"), await screen.findByRole("option", { name: /^Feb 1997, measured 2,200/ }));
    await user.type(screen.getByLabelText("Known result"), "310.5");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(api.calls("POST", "/value/accuracy-feedback")[0]?.body).toEqual({ definitionId: "def_1", period: "1997-02", reference: "310.5" }));
  });
});

describe("A definition", () => {
  it("is submitted as it is on screen, and copied with its terms", async () => {
    const api = withSession(new FakeApi())
      .on("GET", "/value/definitions/:id", { body: definition({ state: "draft", active: null }), headers: { ETag: '"1"' } })
      .on("GET", "/workspaces/workspaces/:id/members", { body: { items: [member("usr_1", "Ada Lovelace", ["finance", "technical", "executive"]), member("usr_2", "Finn Fees", ["finance"])], next: null } })
      .on("POST", "/value/definitions/:id/submit", problem(422, "approvals.too_few_people", { detail: "Three people have to agree." }))
      .on("POST", "/value/definitions", { status: 201, body: { ...definition({ state: "draft" }), id: "def_2" } });
    const { user, router } = openAt("/value/definitions/def_1");
    expect(await screen.findAllByText("nobody but its authors")).toHaveLength(2);
    await user.click(await screen.findByRole("button", { name: "Submit version 1" }));
    expect(await screen.findByText("Three people have to agree.")).toBeTruthy();
    expect(api.calls("POST", "/value/definitions/def_1/submit")[0]?.body).toEqual({ version: 1 });
    await user.click(screen.getByRole("button", { name: "Make a copy" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/value/definitions/def_2"));
    expect(api.calls("POST", "/value/definitions")[0]?.body).toMatchObject({ cloneOf: "def_1", name: "Monthly revenue (copy)" });
    expect(api.calls("POST", "/value/definitions")[0]?.body).not.toHaveProperty("terms");
  });
});
