import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { meAs, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

function news(id: string, more: Record<string, unknown> = {}) {
  return { id, type: "value", kind: "alert.opened", title: `News ${id}`, text: "Something happened.", link: "/alerts?alert=alt_1", at: "2026-11-05T09:00:00Z", critical: false, read: false, ...more };
}

const types = ["account", "system", "billing", "agent", "team", "value", "support"].map((type) => ({ type, inApp: true, email: type === "team" }));

const preferences = { types, locked: ["account", "billing"], digest: "daily", hour: 8, quiet: null, timeZone: null, unsubscribed: false };

function server() {
  let unread = 2;
  return withSession(new FakeApi(), meAs("member"))
    .on("GET", "/notifications/unread-count", () => ({ body: { unread, newest: 3 } }))
    .on("GET", "/notifications", () => ({ body: { items: [news("a"), news("b", { type: "billing", critical: true }), news("c", { read: true, link: null })].map((n) => (unread === 0 ? { ...n, read: true } : n)), next: null, unread } }))
    .on("POST", "/notifications/:id/read", () => ({ body: { unread: --unread, newest: 3 } }))
    .on("POST", "/notifications/read-all", () => ({ body: { unread: (unread = 0), newest: 3 } }))
    .on("DELETE", "/notifications/:id", () => ({ body: { unread, newest: 3 } }))
    .on("GET", "/notifications/preferences", { body: preferences, headers: { ETag: '"1"' } });
}

describe("The bell", () => {
  it("counts what is unread and opens the newest", async () => {
    const api = server();
    const { user, container } = openAt("/settings/profile");
    await user.click(await screen.findByRole("button", { name: "Notifications, 2 unread ones" }));
    const item = await screen.findByRole("menuitem", { name: /News a/ });
    expect(await axeFindings(container)).toEqual([]);
    await user.click(item);
    await waitFor(() => expect(api.calls("POST", "/notifications/a/read")).toHaveLength(1));
    expect(await screen.findByRole("button", { name: "Notifications, 1 unread one" })).toBeTruthy();
  });
});

describe("The list of notifications", () => {
  it("reads one, all, and dismisses", async () => {
    const api = server();
    const { user, container } = openAt("/notifications");
    const list = await screen.findByRole("list", { name: "Notifications" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(3);
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Dismiss “News c”" }));
    await waitFor(() => expect(api.calls("DELETE", "/notifications/c")).toHaveLength(1));
    await user.click(screen.getByRole("button", { name: "Mark all as read" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Mark “News a” as read" })).toBeNull());
    expect(await screen.findByRole("button", { name: "Notifications" })).toBeTruthy();
  });

  it("keeps its filter in the address", async () => {
    const api = server();
    const { user, router } = openAt("/notifications");
    await user.selectOptions(await screen.findByLabelText("Show"), "unread");
    await waitFor(() => expect(router.state.location.search).toEqual({ unread: true }));
    await waitFor(() => expect(api.calls("GET", "/notifications").at(-1)?.query.get("unread")).toBe("true"));
  });

  it("says what will be here, and what went wrong", async () => {
    server().on("GET", "/notifications", { body: { items: [], next: null, unread: 0 } });
    const first = openAt("/notifications");
    expect(await screen.findByText("Nothing yet")).toBeTruthy();
    first.unmount();
    server().on("GET", "/notifications", problem(503, "service.unavailable"));
    openAt("/notifications");
    expect(await screen.findByText("service.unavailable")).toBeTruthy();
  });
});

describe("The preferences", () => {
  it("are saved as they were read, with what is locked", async () => {
    const api = server().on("PUT", "/notifications/preferences", ({ body }) => ({ body: { ...preferences, ...(body as object) } }));
    const { user, container } = openAt("/settings/notifications");
    const billing = await screen.findByRole("group", { name: "Channels of Billing" });
    expect(within(billing).getByRole("checkbox", { name: "In the app" })).toHaveProperty("disabled", true);
    await user.click(within(screen.getByRole("group", { name: "Channels of Value" })).getByRole("checkbox", { name: "In the digest" }));
    await user.selectOptions(screen.getByLabelText("E-mail digest"), "weekly");
    await user.click(screen.getByRole("checkbox", { name: "Quiet hours" }));
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(api.calls("PUT", "/notifications/preferences")).toHaveLength(1));
    const put = api.calls("PUT", "/notifications/preferences")[0];
    expect(put?.headers.get("If-Match")).toBe('"1"');
    expect(put?.body).toEqual({
      types: types.map((choice) => (choice.type === "value" ? { ...choice, email: true } : choice)), digest: "weekly", hour: 8, quiet: { from: "22:00", to: "07:00" }, timeZone: null,
    });
  });
});

describe("The link of a digest", () => {
  it("changes nothing until the button is pressed, and needs no sign-in", async () => {
    const api = new FakeApi().on("POST", "/auth/refresh", problem(401, "auth.required")).on("POST", "/email/unsubscribe/:token", { body: {} });
    const { user, router, container } = openAt("/unsubscribe#token=ws_1.usr_1.abc");
    const button = await screen.findByRole("button", { name: "End the digests" });
    expect(router.state.location.hash).toBe("");
    expect(api.calls("POST", "/email/unsubscribe/ws_1.usr_1.abc")).toHaveLength(0);
    expect(await axeFindings(container)).toEqual([]);
    await user.click(button);
    expect(await screen.findByText("No more digests")).toBeTruthy();
    expect(api.calls("POST", "/email/unsubscribe/ws_1.usr_1.abc")).toHaveLength(1);
  });
});
