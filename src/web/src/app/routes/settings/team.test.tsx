import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { me, meAs, signedIn, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const ada = { id: "usr_1", name: "Ada Lovelace", email: "ada@example.com", role: "owner", hats: ["finance", "technical", "executive"], joinedAt: "2026-01-05T09:00:00Z" };
const bo = { id: "usr_2", name: "Bo Admin", email: "bo@example.com", role: "admin", hats: ["finance"], joinedAt: "2026-02-05T09:00:00Z" };
const open = { id: "inv_1", email: "cy@example.com", role: "member", hats: [], invitedBy: "Ada Lovelace", createdAt: "2026-11-20T09:00:00Z", expiresAt: "2026-11-27T09:00:00Z", state: "open" };

function withTeam(as = me): FakeApi {
  return withSession(new FakeApi(), as)
    .on("GET", "/workspaces/workspaces/:id/members", { body: { items: [ada, bo], next: null } })
    .on("GET", "/workspaces/invitations", { body: { received: [], sent: as.workspace?.role === "viewer" ? null : { items: [open], next: null } } })
    .on("GET", "/billing/usage/current", { body: { metrics: [{ metric: "seats", used: "1", reserved: "1", limit: "2" }] } });
}

async function ask(user: ReturnType<typeof openAt>["user"], name: string, item: string) {
  await user.click(await screen.findByRole("button", { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
  return within(await screen.findByRole("dialog"));
}

describe("The team", () => {
  it("is shown with roles, hats, seats and open invitations", async () => {
    withTeam();
    const { container } = openAt("/settings/team");
    const members = within(await screen.findByRole("table", { name: "Members" }));
    expect(members.getByText("you")).toBeTruthy();
    expect(members.getByText("Finance")).toBeTruthy();
    expect(await screen.findByText("2 of 2 seats taken, 1 of them by an open invitation")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Get more seats" }).getAttribute("href")).toBe("/billing");
    expect(within(screen.getByRole("table", { name: "Invitations" })).getByText("open")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("gets a member's new role and hats", async () => {
    const server = withTeam().on("PUT", "/workspaces/workspaces/:id/members/:member", { body: bo });
    const { user } = openAt("/settings/team");
    const dialog = await ask(user, "Bo Admin", "Change role and hats…");
    await user.selectOptions(dialog.getByLabelText("Role"), "member");
    await user.click(dialog.getByLabelText("Technical"));
    await user.click(dialog.getByRole("button", { name: "Save role" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(server.calls("PUT", "/workspaces/workspaces/ws_1/members/usr_2")[0]?.body).toEqual({ role: "member", hats: ["finance", "technical"] });
  });

  it("leaves hats alone where no owner changes the role", async () => {
    const server = withTeam(meAs("admin")).on("PUT", "/workspaces/workspaces/:id/members/:member", { body: bo });
    const { user } = openAt("/settings/team");
    const dialog = await ask(user, "Bo Admin", "Change role and hats…");
    expect(within(dialog.getByLabelText("Role")).queryByRole("option", { name: "Owner" })).toBeNull();
    expect(dialog.getByLabelText("Finance").hasAttribute("disabled")).toBe(true);
    await user.selectOptions(dialog.getByLabelText("Role"), "viewer");
    await user.click(dialog.getByRole("button", { name: "Save role" }));
    await waitFor(() => expect(server.calls("PUT", "/workspaces/workspaces/ws_1/members/usr_2")[0]?.body).toEqual({ role: "viewer" }));
    expect(screen.queryByRole("button", { name: "Actions for Ada Lovelace" })).toBeTruthy();
  });

  it("loses a member only after the name was typed", async () => {
    const server = withTeam().on("DELETE", "/workspaces/workspaces/:id/members/:member", { status: 200 });
    const { user } = openAt("/settings/team");
    const dialog = await ask(user, "Bo Admin", "Remove…");
    const confirm = dialog.getByRole("button", { name: "Remove member" });
    expect(confirm.hasAttribute("disabled")).toBe(true);
    await user.type(dialog.getByLabelText("Type “Bo Admin” to confirm"), "Bo Admin");
    await user.click(confirm);
    await waitFor(() => expect(server.calls("DELETE", "/workspaces/workspaces/ws_1/members/usr_2")).toHaveLength(1));
  });

  it("keeps its last owner, in words", async () => {
    withTeam().on("DELETE", "/workspaces/workspaces/:id/members/:member", problem(409, "workspaces.last_owner", { detail: "A workspace keeps at least one owner." }));
    const { user } = openAt("/settings/team");
    const dialog = await ask(user, "Ada Lovelace", "Leave this workspace…");
    await user.type(dialog.getByLabelText("Type “CDNow Inc.” to confirm"), "CDNow Inc.");
    await user.click(dialog.getByRole("button", { name: "Leave" }));
    expect((await dialog.findByRole("alert")).textContent).toContain("A workspace keeps at least one owner.");
  });

  it("is left for another workspace, or for none", async () => {
    let isIn = true;
    const server = withTeam()
      .on("GET", "/auth/me", () => ({ body: isIn ? me : { ...me, workspace: null, workspaces: [] } }))
      .on("DELETE", "/workspaces/workspaces/:id/members/:member", () => {
        isIn = false;
        return {};
      });
    const { user, router } = openAt("/settings/team");
    const dialog = await ask(user, "Ada Lovelace", "Leave this workspace…");
    await user.type(dialog.getByLabelText("Type “CDNow Inc.” to confirm"), "CDNow Inc.");
    await user.click(dialog.getByRole("button", { name: "Leave" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(await screen.findByRole("button", { name: /No workspace/ })).toBeTruthy();
    expect(await screen.findByRole("heading", { name: "No workspace" })).toBeTruthy();
    expect(server.calls("POST", "/auth/refresh").length).toBeGreaterThan(1);

    await router.navigate({ to: "/settings/team" });
    expect(await screen.findByText("You are in no workspace")).toBeTruthy();
  });

  it("is handed to an admin, and the old owner goes on as what he is now", async () => {
    let role = "owner";
    const server = withTeam()
      .on("GET", "/auth/me", () => ({ body: meAs(role as "owner" | "admin") }))
      .on("POST", "/workspaces/workspaces/:id/transfer", () => {
        role = "admin";
        return { body: bo };
      });
    const { user } = openAt("/settings/team");
    const dialog = await ask(user, "Bo Admin", "Hand over ownership…");
    await user.type(dialog.getByLabelText("Type “CDNow Inc.” to confirm"), "CDNow Inc.");
    await user.click(dialog.getByRole("button", { name: "Hand over" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(await screen.findByRole("button", { name: /Workspace:.*Admin/ })).toBeTruthy();
    expect(server.calls("POST", "/workspaces/workspaces/ws_1/transfer")[0]?.body).toEqual({ memberId: "usr_2" });
  });

  it("shows a viewer who is there, and nothing to press but his own door", async () => {
    withTeam(meAs("viewer"));
    openAt("/settings/team");
    expect(await screen.findByRole("button", { name: "Actions for Ada Lovelace" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Actions for Bo Admin" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
    expect(screen.queryByRole("table", { name: "Invitations" })).toBeNull();
  });
});

describe("Inviting", () => {
  it("sends an address, a role and hats once, however often it is pressed", async () => {
    const server = withTeam().on("POST", "/workspaces/workspaces/:id/invitations", { status: 201, body: open });
    const { user } = openAt("/settings/team");
    await user.click((await screen.findAllByRole("button", { name: "Invite" }))[0] as HTMLElement);
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText("E-mail"), "cy@example.com");
    await user.click(dialog.getByLabelText("Executive"));
    await user.click(dialog.getByRole("button", { name: "Send invitation" }));
    expect(await screen.findByText("The invitation is on its way to cy@example.com.")).toBeTruthy();
    const [call] = server.calls("POST", "/workspaces/workspaces/ws_1/invitations");
    expect(call?.body).toEqual({ email: "cy@example.com", role: "member", hats: ["executive"] });
    expect(call?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("offers a larger plan where no seat is left", async () => {
    withTeam().on("POST", "/workspaces/workspaces/:id/invitations", problem(402, "billing.limit_reached", { metric: "seats", limit: "2", used: "2", plan: "starter" }));
    const { user } = openAt("/settings/team");
    await user.click((await screen.findAllByRole("button", { name: "Invite" }))[0] as HTMLElement);
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText("E-mail"), "cy@example.com");
    await user.click(dialog.getByRole("button", { name: "Send invitation" }));
    const alert = await dialog.findByRole("alert");
    expect(alert.textContent).toContain("Your plan allows 2 seats, and 2 are in use. The plan Starter has more.");
    expect(within(alert).getByRole("link", { name: "See Starter" }).getAttribute("href")).toBe("/billing?plan=starter");
  });

  it("is repeated and taken back", async () => {
    const server = withTeam().on("POST", "/workspaces/invitations/:id/resend", { body: open }).on("DELETE", "/workspaces/invitations/:id", {});
    const { user } = openAt("/settings/team");
    await user.click(await screen.findByRole("button", { name: "Actions for cy@example.com" }));
    await user.click(await screen.findByRole("menuitem", { name: "Send again" }));
    expect(await screen.findByText("Sent to cy@example.com. The older link is dead.")).toBeTruthy();
    await ask(user, "cy@example.com", "Revoke…");
    await user.click(screen.getByRole("button", { name: "Revoke invitation" }));
    await waitFor(() => expect(server.calls("DELETE", "/workspaces/invitations/inv_1")).toHaveLength(1));
  });
});

describe("An invitation", () => {
  const received = { workspaceName: "Second Shop", email: "ada@example.com", role: "member", hats: [], invitedBy: "Cy Owner", expiresAt: "2026-11-27T09:00:00Z" };
  const joined = { workspaceId: "ws_2", workspaceName: "Second Shop", role: "member", hats: [], signedIn: null };

  it("is accepted with the account that is signed in, and the token is out of the address", async () => {
    const server = withTeam()
      .on("POST", "/workspaces/invitations/lookup", { body: received })
      .on("POST", "/workspaces/invitations/accept", { body: joined })
      .on("POST", "/auth/workspace", { body: signedIn("access-2", "ws_2") });
    const { user, router, container } = openAt("/invitations/accept#token=ws_2.inv_1.secret");
    const button = await screen.findByRole("button", { name: "Join as ada@example.com" });
    expect(router.state.location.href).toBe("/invitations/accept");
    expect(server.calls("POST", "/workspaces/invitations/accept")).toHaveLength(0);
    expect(await axeFindings(container)).toEqual([]);
    await user.click(button);
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(server.calls("POST", "/workspaces/invitations/accept")[0]?.body).toEqual({ token: "ws_2.inv_1.secret" });
    expect(server.calls("POST", "/auth/workspace")[0]?.body).toEqual({ workspaceId: "ws_2" });
  });

  it("opens an account for who has none", async () => {
    const server = withTeam().on("POST", "/auth/refresh", problem(401, "identity.session_ended"));
    server.on("POST", "/workspaces/invitations/lookup", { body: received }).on("POST", "/workspaces/invitations/accept", { body: { ...joined, signedIn: signedIn("access-2", "ws_2") } });
    const { user, router } = openAt("/invitations/accept#token=ws_2.inv_1.secret");
    await user.type(await screen.findByLabelText("Your name"), "Ada Lovelace");
    await user.type(screen.getByLabelText("Password"), "a long passphrase");
    await user.click(screen.getByRole("button", { name: "Create account and join" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(server.calls("POST", "/workspaces/invitations/accept")[0]?.body).toEqual({ token: "ws_2.inv_1.secret", name: "Ada Lovelace", password: "a long passphrase" });
  });

  it("waits while somebody with an account signs in", async () => {
    let isIn = false;
    const server = withTeam().on("POST", "/auth/refresh", () => (isIn ? { body: signedIn() } : problem(401, "identity.session_ended")));
    server.on("POST", "/workspaces/invitations/lookup", { body: received }).on("POST", "/auth/login", () => {
      isIn = true;
      return { body: signedIn() };
    });
    const { user } = openAt("/invitations/accept#token=ws_2.inv_1.secret");
    await user.click(await screen.findByRole("link", { name: "Sign in to join" }));
    expect(await screen.findByText("Sign in with the address that was invited.")).toBeTruthy();
    await user.type(screen.getByLabelText("E-mail"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    expect(await screen.findByRole("button", { name: "Join as ada@example.com" })).toBeTruthy();
  });

  it("for another address says which one, and offers to sign out", async () => {
    withTeam().on("POST", "/workspaces/invitations/lookup", { body: { ...received, email: "cy@example.com" } });
    openAt("/invitations/accept#token=ws_2.inv_1.secret");
    expect(await screen.findByRole("button", { name: "Sign out" })).toBeTruthy();
    expect(screen.getByText("cy@example.com")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Join/ })).toBeNull();
  });

  it("that is not open says so, without a retry", async () => {
    withTeam().on("POST", "/workspaces/invitations/lookup", problem(404, "workspaces.invitation_invalid", { detail: "This invitation is not open." }));
    openAt("/invitations/accept#token=old");
    expect(await screen.findByRole("heading", { name: "This invitation is not open" })).toBeTruthy();
  });

  it("that waits for me is offered on the team page, wherever I am signed in", async () => {
    const server = withTeam()
      .on("GET", "/workspaces/invitations", { body: { received: [{ id: "inv_9", ...received }], sent: null } })
      .on("POST", "/workspaces/invitations/accept", { body: joined })
      .on("POST", "/auth/workspace", { body: signedIn("access-2", "ws_2") });
    const { user } = openAt("/settings/team");
    await user.click(await screen.findByRole("button", { name: "Join Second Shop" }));
    await waitFor(() => expect(server.calls("POST", "/workspaces/invitations/accept")[0]?.body).toEqual({ id: "inv_9" }));
    await waitFor(() => expect(server.calls("POST", "/auth/workspace")).toHaveLength(1));
  });
});
