import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { me, withSession } from "@/testing/builders";
import { FakeApi } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const workspace = { id: "ws_1", name: "CDNow Inc.", timeZone: "UTC", currency: "USD", createdAt: "2026-01-05T09:00:00Z", eraseAt: null, secondFactorRequired: false };
const twoStep = { ...me, user: { ...me.user, twoStep: true } };

describe("A workspace that asks for a second factor", () => {
  it("lets who has none only set one up", async () => {
    const locked = { id: "ws_1", name: "CDNow Inc.", role: "owner" as const, hats: [], needsSecondFactor: true };
    withSession(new FakeApi(), { ...me, workspace: locked, workspaces: [locked] });
    const { router, container } = openAt("/value/definitions");

    expect(await screen.findByText("Set up two-step sign-in to go on")).toBeTruthy();
    expect(router.state.location.pathname).toBe("/settings/security");
    expect(await axeFindings(container)).toEqual([]);
  });

  it("becomes one by an owner who has a second factor himself, after a question", async () => {
    const server = withSession(new FakeApi(), twoStep)
      .on("GET", "/workspaces/workspaces/:id", { body: workspace, headers: { ETag: '"1"' } })
      .on("PUT", "/workspaces/workspaces/:id", { body: { ...workspace, secondFactorRequired: true } });
    const { user } = openAt("/settings/workspace");
    await user.click(await screen.findByRole("button", { name: "Require it" }));
    await screen.findByRole("dialog");
    await user.click(screen.getAllByRole("button", { name: "Require it" }).at(-1) as HTMLElement);
    await waitFor(() => expect(server.calls("PUT", "/workspaces/workspaces/ws_1")[0]?.body).toMatchObject({ name: "CDNow Inc.", secondFactorRequired: true }));
  });

  it("cannot become one by an owner who would shut himself out", async () => {
    withSession(new FakeApi()).on("GET", "/workspaces/workspaces/:id", { body: workspace, headers: { ETag: '"1"' } });
    openAt("/settings/workspace");
    expect(await screen.findByText(/First set up your own under/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Require it" })).toBeNull();
  });
});
