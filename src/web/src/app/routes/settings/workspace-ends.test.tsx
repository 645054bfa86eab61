import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { axeFindings } from "@/testing/axe";
import { me, meAs, withSession } from "@/testing/builders";
import { FakeApi } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const job = { id: "exp_1", state: "waiting", step: 0, steps: 4, bytes: 0, createdAt: "2026-11-21T13:00:00Z", endsAt: "2026-11-28T13:00:00Z" };
const workspace = { id: "ws_1", name: "CDNow Inc.", timeZone: "UTC", currency: "USD", createdAt: "2026-01-05T09:00:00Z", eraseAt: null as string | null };

describe("An export", () => {
  it("is begun, followed and downloaded", async () => {
    let asked = 0;
    const server = withSession(new FakeApi())
      .on("POST", "/workspaces/workspaces/:id/export", { status: 202, body: job })
      .on("GET", "/workspaces/workspaces/:id/exports/:job", ({ query }) => {
        if (query.get("format") === "zip") return { body: "PK", headers: { "Content-Type": "application/zip", "Content-Disposition": 'attachment; filename="ws_1.zip"' } };
        asked += 1;
        return { body: asked === 1 ? { ...job, state: "running", step: 2 } : { ...job, state: "done", step: 4, bytes: 2 } };
      });
    const saved = vi.fn(() => "blob:x");
    URL.createObjectURL = saved;
    URL.revokeObjectURL = vi.fn();
    const { user, container } = openAt("/settings/workspace");
    await user.click(await screen.findByRole("button", { name: "Export everything" }));
    expect(await screen.findByText("Step 2 of 4.")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Download the file" }));
    await waitFor(() => expect(saved).toHaveBeenCalledTimes(1));
    expect(server.calls("POST", "/workspaces/workspaces/ws_1/export")).toHaveLength(1);
  });

  it("is still there when one comes back", async () => {
    localStorage.setItem("artisan.export.ws_1", "exp_1");
    withSession(new FakeApi()).on("GET", "/workspaces/workspaces/:id/exports/:job", { body: { ...job, state: "done" } });
    openAt("/settings/workspace");
    expect(await screen.findByRole("button", { name: "Download the file" })).toBeTruthy();
  });
});

describe("A workspace", () => {
  it("is deleted as it was read, after its name was typed, and the app goes on without it", async () => {
    let isThere = true;
    const server = withSession(new FakeApi())
      .on("GET", "/auth/me", () => ({ body: isThere ? me : { ...me, workspace: null, workspaces: [] } }))
      .on("DELETE", "/workspaces/workspaces/:id", () => {
        isThere = false;
        return { body: { id: "ws_1", purgeAt: "2026-12-21T13:00:00Z" } };
      });
    const { user, router } = openAt("/settings/workspace");
    await user.click(await screen.findByRole("button", { name: "Delete workspace…" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText("Type “CDNow Inc.” to confirm"), "CDNow Inc.");
    await user.click(dialog.getByRole("button", { name: "Delete workspace" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(await screen.findByRole("button", { name: /No workspace/ })).toBeTruthy();
    expect(server.calls("DELETE", "/workspaces/workspaces/ws_1")[0]?.headers.get("If-Match")).toBe('"1"');
  });

  it("is erased in seven days by its name, and kept by a button until then", async () => {
    let eraseAt: string | null = null;
    const server = withSession(new FakeApi())
      .on("GET", "/workspaces/workspaces/:id", () => ({ body: { ...workspace, eraseAt }, headers: { ETag: eraseAt ? '"2"' : '"1"' } }))
      .on("POST", "/workspaces/workspaces/:id/erase", ({ body }) => {
        eraseAt = "cancel" in (body as object) ? null : "2026-11-28T13:00:00Z";
        return { body: { id: "ws_1", eraseAt } };
      });
    const { user } = openAt("/settings/workspace");
    await user.click(await screen.findByRole("button", { name: "Erase workspace…" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText("Type “CDNow Inc.” to confirm"), "CDNow Inc.");
    await user.click(dialog.getByRole("button", { name: "Erase in seven days" }));
    expect(await screen.findByText("It is erased on 28 Nov 2026, 13:00 UTC")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Keep the workspace" }));
    expect(await screen.findByRole("button", { name: "Erase workspace…" })).toBeTruthy();
    expect(server.calls("POST", "/workspaces/workspaces/ws_1/erase").map((call) => call.body)).toEqual([{ name: "CDNow Inc." }, { cancel: true }]);
  });

  it("shows its end to owners only", async () => {
    withSession(new FakeApi(), meAs("admin"));
    openAt("/settings/workspace");
    expect(await screen.findByRole("button", { name: "Save settings" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Delete workspace…" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Export everything" })).toBeNull();
  });
});

describe("The activity of a workspace", () => {
  it("is told in sentences, page by page", async () => {
    const item = (id: string, text: string) => ({ id, at: "2026-11-21T13:00:00Z", action: "workspace.updated", actor: "Ada", actorId: "usr_1", text });
    withSession(new FakeApi()).on("GET", "/workspaces/workspaces/:id/activity", ({ query }) =>
      query.get("cursor") ? { body: { items: [item("2", "Ada founded the workspace.")], next: null } } : { body: { items: [item("1", "Ada made Bo admin.")], next: "c2" } },
    );
    const { user, router, container } = openAt("/settings/activity");
    expect(await screen.findByText("Ada made Bo admin.")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("link", { name: "Next page" }));
    expect(await screen.findByText("Ada founded the workspace.")).toBeTruthy();
    expect(router.state.location.search).toEqual({ cursor: "c2" });
  });
});
