import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { me, signedIn, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const secret = "art_live_ws1x1_0123456789abcdef";

describe("API keys", () => {
  it("show a new key once and never again", async () => {
    const server = withSession(new FakeApi());
    const keys: object[] = [];
    server.on("GET", "/auth/api-keys", () => ({ body: { items: keys, next: null } }));
    server.on("POST", "/auth/api-keys", ({ body }) => {
      keys.push({ id: "art_live_ws1x1", ...(body as object), createdAt: "2026-11-21T13:00:00Z", lastUsedAt: null, createdBy: "usr_1" });
      return { status: 201, body: { id: "art_live_ws1x1", key: secret, ...(body as object) } };
    });
    const { user, queries } = openAt("/settings/api-keys");

    await user.click((await screen.findAllByRole("button", { name: "Create key" }))[0] as HTMLElement);
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Name"), "Nightly export");
    await user.click(within(dialog).getByLabelText("Read"));
    await user.click(within(dialog).getByRole("button", { name: "Create key" }));

    expect((await screen.findByLabelText("The new key")).textContent).toBe(secret);
    expect(server.calls("POST", "/auth/api-keys")[0]?.body).toEqual({ name: "Nightly export", scopes: ["value:write", "read"] });

    await user.click(screen.getByRole("button", { name: "I have stored it" }));
    expect(await screen.findByText("Nightly export")).toBeTruthy();
    expect(document.body.innerHTML).not.toContain(secret);
    expect(JSON.stringify(queries.getQueryCache().getAll().map((query) => query.state.data))).not.toContain(secret);
  });

  it("are revoked only after their name was typed", async () => {
    const server = withSession(new FakeApi())
      .on("GET", "/auth/api-keys", { body: { items: [{ id: "art_live_a", name: "Nightly export", scopes: ["read"], createdAt: "2026-11-21T13:00:00Z", lastUsedAt: null, createdBy: "usr_1" }], next: null } })
      .on("DELETE", "/auth/api-keys/:id", {});
    const { user, container } = openAt("/settings/api-keys");
    await user.click(await screen.findByRole("button", { name: "Revoke Nightly export" }));
    const confirm = await screen.findByRole("button", { name: "Revoke key" });
    expect(confirm.hasAttribute("disabled")).toBe(true);
    await user.type(screen.getByLabelText("Type “Nightly export” to confirm"), "Nightly export");
    await user.click(confirm);
    await waitFor(() => expect(server.calls("DELETE", "/auth/api-keys/art_live_a")).toHaveLength(1));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(await axeFindings(container)).toEqual([]);
  });

  it("are closed to those below admin, in words", async () => {
    withSession(new FakeApi()).on("GET", "/auth/api-keys", problem(403, "access.role_too_low", { detail: "This needs the role admin." }));
    openAt("/settings/api-keys");
    expect(await screen.findByText("Not open to your role")).toBeTruthy();
    expect(screen.getByText("access.role_too_low")).toBeTruthy();
  });
});

describe("The workspace's settings", () => {
  it("are refused when somebody else changed them first, and can be loaded again", async () => {
    let version = 1;
    const server = withSession(new FakeApi())
      .on("GET", "/workspaces/workspaces/:id", () => ({
        body: { id: "ws_1", name: version === 1 ? "CDNow Inc." : "CDNow Ltd.", timeZone: "UTC", currency: "USD", createdAt: "2026-01-05T09:00:00Z" },
        headers: { ETag: `"${version}"` },
      }))
      .on("PUT", "/workspaces/workspaces/:id", () => {
        version = 2;
        return problem(412, "http.precondition_failed");
      });
    const { user } = openAt("/settings/workspace");
    await user.type(await screen.findByLabelText("Name"), " & Sons");
    await user.click(screen.getByRole("button", { name: "Save settings" }));

    expect((await screen.findByRole("alert")).textContent).toContain("Somebody else changed this");
    expect(server.calls("PUT", "/workspaces/workspaces/ws_1")[0]?.headers.get("If-Match")).toBe('"1"');
    await user.click(screen.getByRole("button", { name: "Load the newer version" }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("CDNow Ltd."));
  });

  it("say that they were saved", async () => {
    let version = 1;
    const server = withSession(new FakeApi())
      .on("GET", "/workspaces/workspaces/:id", () => ({ body: { id: "ws_1", name: `CDNow ${version}`, timeZone: "UTC", currency: "USD", createdAt: "2026-01-05T09:00:00Z" }, headers: { ETag: `"${version}"` } }))
      .on("PUT", "/workspaces/workspaces/:id", () => {
        version = 2;
        return { body: {} };
      });
    const { user } = openAt("/settings/workspace");
    await user.click(await screen.findByRole("button", { name: "Save settings" }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("CDNow 2"));
    expect(screen.getByText("Saved.")).toBeTruthy();
    expect(server.calls("PUT", "/workspaces/workspaces/ws_1")).toHaveLength(1);
  });

  it("change with the workspace: nothing of the old one stays on screen", async () => {
    let current = "ws_1";
    const server = withSession(new FakeApi())
      .on("GET", "/auth/me", () => ({ body: { ...me, workspace: me.workspaces.find((workspace) => workspace.id === current) ?? null } }))
      .on("POST", "/auth/workspace", ({ body }) => {
        current = (body as { workspaceId: string }).workspaceId;
        return { body: signedIn("access-2", current) };
      });
    const { user } = openAt("/settings/profile");
    await user.click(await screen.findByRole("button", { name: /Workspace:.*CDNow Inc\./ }));
    await user.click(await screen.findByRole("menuitem", { name: /Second Shop/ }));

    expect(await screen.findByRole("button", { name: /Workspace:.*Second Shop/ })).toBeTruthy();
    await waitFor(() => expect(server.calls("GET", "/dashboard").at(-1)?.headers.get("Authorization")).toBe("Bearer access-2"));
  });
});

describe("Sessions", () => {
  it("can be ended one by one, but not the one in use", async () => {
    const server = withSession(new FakeApi())
      .on("GET", "/auth/sessions", {
        body: {
          items: [
            { id: "ses_1", createdAt: "2026-11-21T10:00:00Z", lastUsedAt: "2026-11-21T13:00:00Z", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0", ip: "203.0.113.7", current: true },
            { id: "ses_2", createdAt: "2026-11-20T10:00:00Z", lastUsedAt: "2026-11-20T13:00:00Z", userAgent: "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36", ip: "203.0.113.8", current: false },
          ],
          next: null,
        },
      })
      .on("DELETE", "/auth/sessions/:id", {});
    const { user, container } = openAt("/settings/sessions");
    await user.click(await screen.findByRole("button", { name: "End the session on Chrome on Windows" }));
    expect(server.calls("DELETE", "/auth/sessions/ses_2")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "End the session on Firefox on Linux" })).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
  });
});
