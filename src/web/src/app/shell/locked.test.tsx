import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { NavigationGroup } from "./navigation";
import { axeFindings } from "@/testing/axe";
import { plans } from "@/testing/billing-builders";
import { me, meAs, withSession } from "@/testing/builders";
import { FakeApi } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

vi.mock("@/app/shell/navigation", async (original) => {
  const real = await original<{ navigation: readonly NavigationGroup[] }>();
  return { ...real, navigation: real.navigation.map((group) => ({ ...group, items: group.items.map((item) => (item.to === "/webhooks" ? { ...item, feature: "custom_integrations" } : item)) })) };
});

const endpoints = { body: { items: [], next: null } };

describe("A page whose feature is not in the plan", () => {
  it("is locked in the navigation, and offers the plan that has it", async () => {
    withSession(new FakeApi()).on("GET", "/billing/pricing-plans", { body: { plans } });
    const { container } = openAt("/webhooks");
    expect(await screen.findByText("It comes with Enterprise")).toBeTruthy();
    expect(screen.getByRole("link", { name: "See Enterprise" }).getAttribute("href")).toBe("/billing?plan=enterprise");
    expect(screen.getAllByRole("link", { name: /^Webhooks ?, not in your plan$/ }).length).toBeGreaterThan(0);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("is open where the plan has it", async () => {
    const as = meAs("owner");
    withSession(new FakeApi(), { ...as, entitlements: { ...me.entitlements!, features: ["custom_integrations"] } }).on("GET", "/webhooks/endpoints", endpoints);
    openAt("/webhooks");
    expect(await screen.findByRole("heading", { level: 1, name: "Webhooks" })).toBeTruthy();
    expect(screen.queryByText(/not in this workspace/)).toBeNull();
  });
});
