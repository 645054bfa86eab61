import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { api } from "@/lib/api";
import { session } from "@/lib/session";
import { axeFindings } from "@/testing/axe";
import { signedIn, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

describe("Signing in", () => {
  it("brings a visitor back to the page he asked for", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/refresh", problem(401, "identity.session_ended")).on("POST", "/auth/login", { body: signedIn() });
    const { user, router, container } = openAt("/receipts?kind=calculation");

    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "correct horse battery");
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Sign in" }));

    expect(await screen.findByRole("heading", { name: "Receipts", level: 1 })).toBeTruthy();
    expect(router.state.location.href).toBe("/receipts?kind=calculation");
    expect(server.calls("POST", "/auth/login")[0]?.body).toEqual({ email: "ada@example.com", password: "correct horse battery" });
  });

  it("keeps every secret out of storage and out of the address", async () => {
    withSession(new FakeApi()).on("POST", "/auth/refresh", problem(401, "identity.session_ended")).on("POST", "/auth/login", { body: signedIn("very-secret-token") });
    const { user, router } = openAt("/");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    await screen.findByRole("heading", { name: "Welcome, Ada" });

    const kept = JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie + router.state.location.href + document.body.innerHTML;
    expect(kept).not.toContain("very-secret-token");
    expect(kept).not.toContain("correct horse");
  });

  it("says what is wrong by the problem's code and keeps the address", async () => {
    new FakeApi().on("POST", "/auth/refresh", problem(401, "identity.session_ended")).on("POST", "/auth/login", problem(401, "identity.credentials_wrong", { detail: "The e-mail address or the password is wrong." }));
    const { user } = openAt("/sign-in");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "wrong{Enter}");

    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The e-mail address or the password is wrong.");
    expect(alert.textContent).toContain("identity.credentials_wrong");
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("ada@example.com");
  });

  it("offers the companies that are set up here, and takes over what a trip to one ended in", async () => {
    new FakeApi().on("POST", "/auth/refresh", problem(401, "identity.session_ended")).on("GET", "/auth/oauth", { body: { providers: ["google"] } });
    const { router } = openAt("/sign-in#problem=identity.provider_refused");
    expect((await screen.findByRole("link", { name: "Continue with Google" })).getAttribute("href")).toBe("/api/auth/oauth/google");
    expect(screen.queryByRole("link", { name: "Continue with Microsoft" })).toBeNull();
    expect(screen.getByRole("alert").textContent).toContain("identity.provider_refused");
    expect(router.state.location.href).toBe("/sign-in");
  });

  it("goes on with the second step that a trip to another company asked for", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/refresh", problem(401, "identity.session_ended")).on("POST", "/auth/2fa", { body: signedIn() });
    const { user, router } = openAt("/sign-in#challenge=chl_1");
    await user.type(await screen.findByLabelText(/code/i), "123456{Enter}");
    await waitFor(() => expect(router.state.location.href).toBe("/"));
    expect(server.calls("POST", "/auth/2fa")[0]?.body).toEqual({ challenge: "chl_1", code: "123456" });
  });

  it("never leads to another site", async () => {
    withSession(new FakeApi()).on("POST", "/auth/login", { body: signedIn() });
    const { user, router } = openAt("/sign-in?return=//evil.example/receipts");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(router.state.location.href).toBe("/");
  });
});

describe("A session", () => {
  it("is renewed once for many calls that find the token expired", async () => {
    let renewals = 0;
    const server = new FakeApi()
      .on("POST", "/auth/refresh", () => {
        renewals += 1;
        return { body: signedIn(`access-${renewals}`) };
      })
      .on("GET", "/value/definitions", ({ headers }) => (headers.get("Authorization") === "Bearer access-1" ? { body: { items: [], next: null } } : problem(401, "access.token_expired")));
    session.start(signedIn("expired"));

    await Promise.all([api("GET", "/value/definitions"), api("GET", "/value/definitions"), api("GET", "/value/definitions")]);

    expect(renewals).toBe(1);
    expect(server.calls("POST", "/auth/refresh")[0]?.headers.get("X-Artisan-Csrf")).toBe("1");
  });

  it("that is lost leads to the sign-in page and remembers where it happened", async () => {
    let isAlive = true;
    const server = withSession(new FakeApi()).on("POST", "/auth/refresh", () => (isAlive ? { body: signedIn() } : problem(401, "identity.session_ended")));
    server.on("GET", "/auth/sessions", () => (isAlive ? { body: { items: [], next: null } } : problem(401, "identity.session_ended")));
    const { router, queries } = openAt("/settings/sessions");
    await screen.findByText("No session is listed");

    isAlive = false;
    await queries.invalidateQueries({ queryKey: ["sessions"] });

    expect(await screen.findByText("Your session ended. Sign in to go on where you were.")).toBeTruthy();
    expect(router.state.location.search).toEqual({ return: "/settings/sessions" });
  });

  it("ends for this tab even when the server cannot be asked", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/logout", problem(503, "http.unavailable"));
    const { user } = openAt("/");
    await user.click(await screen.findByRole("button", { name: "Account of Ada Lovelace" }));
    await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
    expect(screen.queryByText("Your session ended. Sign in to go on where you were.")).toBeNull();
    expect(session.get()).toBeNull();
    expect(server.calls("POST", "/auth/logout")).toHaveLength(1);
  });
});
