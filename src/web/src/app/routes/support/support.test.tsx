import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Message, Ticket } from "@/features/support/model/ticket";
import { axeFindings } from "@/testing/axe";
import { meAs, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const question: Message = {
  id: "msg_1",
  at: "2027-03-01T08:00:00Z",
  writer: "member",
  writerId: "usr_1",
  writerName: "Ada Lovelace",
  byMail: false,
  text: "It stops, see https://example.com/log.\n<b>Every time</b>",
  attachments: [{ id: "att_1", name: "run.log", type: "text/plain", bytes: 2_048 }],
};

function ticket(more: Partial<Ticket> = {}): Ticket {
  return {
    id: "tkt_1",
    reference: "T-ABC123",
    subject: "The export stops",
    priority: "high",
    state: "open",
    authorId: "usr_1",
    authorName: "Ada Lovelace",
    assigneeName: null,
    openedAt: "2027-03-01T08:00:00Z",
    updatedAt: "2027-03-01T08:00:00Z",
    messages: 1,
    firstAnswer: { due: "2999-03-01T12:00:00Z", metAt: null, missed: false },
    resolution: null,
    pausedAt: null,
    resolvedAt: null,
    closedAt: null,
    rating: null,
    ratingComment: null,
    thread: [question],
    ...more,
  };
}

const page = (...items: Ticket[]) => ({ body: { items: items.map((item) => ({ ...item, thread: null })), next: null } });

describe("Tickets", () => {
  it("says how to begin, and opens a ticket with its files as one form", async () => {
    let take = () => {};
    const taken = new Promise<void>((resolve) => (take = resolve));
    const server = withSession(new FakeApi())
      .on("GET", "/support/tickets", page())
      .on("POST", "/support/tickets", async () => {
        await taken;
        return { status: 201, body: ticket() };
      })
      .on("GET", "/support/tickets/:id", { body: ticket(), headers: { ETag: '"1"' } });
    const { user, container, router } = openAt("/support");
    expect(await screen.findByText("No ticket yet")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);

    await user.click(screen.getAllByRole("button", { name: "Open a ticket" })[0]!);
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Open ticket" }));
    expect(dialog.getByText("Say in a line what it is about.")).toBeTruthy();
    await user.type(dialog.getByLabelText("Subject"), "The export stops");
    await user.type(dialog.getByLabelText("What happened"), "At 80 %.");
    await user.selectOptions(dialog.getByLabelText("Priority"), "high");
    await user.upload(dialog.getByLabelText("Files"), new File(["stopped"], "run.log", { type: "text/plain" }));
    expect(dialog.getByText("run.log")).toBeTruthy();
    expect(await axeFindings(document.body)).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Open ticket" }));
    expect((await dialog.findByRole<HTMLProgressElement>("progressbar", { name: "Sending 1 file, 7 bytes" })).value).toBe(50);
    take();

    await waitFor(() => expect(router.state.location.pathname).toBe("/support/tkt_1"));
    const [sent] = server.calls("POST", "/support/tickets");
    const form = sent?.body as FormData;
    expect([form.get("subject"), form.get("text"), form.get("priority"), (form.get("files") as File).name]).toEqual(["The export stops", "At 80 %.", "high", "run.log"]);
    expect(sent?.headers.get("Content-Type")).toBeNull();
    expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("keeps a file that cannot be attached from being sent", async () => {
    withSession(new FakeApi()).on("GET", "/support/tickets", page());
    const { user } = openAt("/support");
    await user.click((await screen.findAllByRole("button", { name: "Open a ticket" }))[0]!);
    const dialog = within(await screen.findByRole("dialog"));
    await user.upload(dialog.getByLabelText("Files"), new File([""], "empty.txt"));
    expect(dialog.getByRole("alert").textContent).toContain("empty");
    expect(dialog.getByRole("button", { name: "Open ticket" }).matches(":disabled")).toBe(true);
    await user.click(dialog.getByRole("button", { name: "Leave out empty.txt" }));
    expect(dialog.queryByRole("alert")).toBeNull();
  });

  it("holds its filters in the address, and lets admins look at their own", async () => {
    const server = withSession(new FakeApi(), meAs("admin")).on("GET", "/support/tickets", page(ticket()));
    const { user, router } = openAt("/support?state=active");
    expect(await screen.findByRole("link", { name: /The export stops/ })).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("Show tickets of priority"), "urgent");
    await user.selectOptions(await screen.findByLabelText("Show tickets opened by"), "me");
    await waitFor(() => expect(router.state.location.search).toEqual({ state: "active", priority: "urgent", mine: true }));
    expect(Object.fromEntries(server.calls("GET", "/support/tickets").at(-1)?.query ?? [])).toEqual({ state: "active", priority: "urgent", mine: "true" });
  });

  it("tells a failed list with its code", async () => {
    withSession(new FakeApi()).on("GET", "/support/tickets", problem(503, "service.unavailable"));
    openAt("/support");
    expect(await screen.findByText("service.unavailable")).toBeTruthy();
  });
});

describe("A ticket", () => {
  it("shows what was written as text, with links, and by when support answers", async () => {
    withSession(new FakeApi()).on("GET", "/support/tickets/:id", { body: ticket(), headers: { ETag: '"1"' } });
    const { container } = openAt("/support/tkt_1");
    expect(await screen.findByRole("heading", { level: 1, name: "The export stops" })).toBeTruthy();
    const link = screen.getByRole("link", { name: "https://example.com/log" });
    expect([link.getAttribute("rel"), link.getAttribute("target")]).toEqual(["noopener noreferrer nofollow", "_blank"]);
    expect(screen.getByText(/<b>Every time<\/b>/)).toBeTruthy();
    expect(screen.getByRole("button", { name: /Download run.log/ })).toBeTruthy();
    expect(screen.getByText("no target in your plan")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("sends an answer once, the same one again with the same key", async () => {
    let fails = true;
    const server = withSession(new FakeApi())
      .on("GET", "/support/tickets/:id", { body: ticket({ state: "waiting_for_customer" }), headers: { ETag: '"1"' } })
      .on("POST", "/support/tickets/:id/messages", () => (fails ? problem(503, "service.unavailable") : { status: 201, body: question }));
    const { user } = openAt("/support/tkt_1");
    await user.type(await screen.findByLabelText("Message"), "Still broken");
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("service.unavailable")).toBeTruthy();
    fails = false;
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("Sent.")).toBeTruthy();
    const [first, second] = server.calls("POST", "/support/tickets/tkt_1/messages");
    expect(first?.body).toEqual({ text: "Still broken" });
    expect(second?.headers.get("Idempotency-Key")).toBe(first?.headers.get("Idempotency-Key"));
    expect(screen.getByLabelText<HTMLTextAreaElement>("Message").value).toBe("");
  });

  it("is closed with a rating, and reopened", async () => {
    let now = ticket();
    const server = withSession(new FakeApi())
      .on("GET", "/support/tickets/:id", () => ({ body: now, headers: { ETag: '"1"' } }))
      .on("PUT", "/support/tickets/:id", ({ body }) => {
        now = ticket((body as { state: string }).state === "closed" ? { state: "closed", closedAt: "2027-03-02T08:00:00Z", rating: 5 } : {});
        return { body: now, headers: { ETag: '"2"' } };
      });
    const { user } = openAt("/support/tkt_1");
    await user.click(await screen.findByRole("button", { name: "Close ticket" }));
    await user.click(await screen.findByLabelText("5: Very happy"));
    await user.type(screen.getByLabelText(/What would you like to tell us/), "Quick.");
    expect(await axeFindings(document.body)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Rate and close" }));
    expect(await screen.findByText("5 of 5, very happy")).toBeTruthy();
    expect(screen.queryByLabelText("Message")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Reopen" }));
    expect(await screen.findByLabelText("Message")).toBeTruthy();
    const puts = server.calls("PUT", "/support/tickets/tkt_1");
    expect(puts.map((put) => put.body)).toEqual([{ state: "closed", rating: 5, ratingComment: "Quick." }, { state: "open" }]);
    expect(puts[0]?.headers.get("If-Match")).toBe('"1"');
  });

  it("of somebody else is not there", async () => {
    withSession(new FakeApi()).on("GET", "/support/tickets/:id", problem(404, "request.not_found"));
    openAt("/support/tkt_9");
    expect(await screen.findByText("Not found in this workspace")).toBeTruthy();
  });
});
