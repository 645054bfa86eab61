import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { signedIn, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

describe("A forgotten password", () => {
  it("is asked for with the same words for every address", async () => {
    const server = new FakeApi().on("POST", "/auth/password/forgot", { status: 202 });
    const { user, container } = openAt("/forgot");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.click(screen.getByRole("button", { name: "Send the link" }));
    expect(await screen.findByRole("heading", { name: "Check your mail" })).toBeTruthy();
    expect(screen.getByText(/If ada@example.com has an account/)).toBeTruthy();
    expect(server.calls("POST", "/auth/password/forgot")[0]?.body).toEqual({ email: "ada@example.com" });
    expect(await axeFindings(container)).toEqual([]);
  });

  it("is replaced behind the mailed link, whose token leaves the address bar and is spent by the button only", async () => {
    const server = new FakeApi().on("POST", "/auth/password/reset", {});
    const { user, router } = openAt("/reset#token=usr_1.secret");
    const field = await screen.findByLabelText("Password");
    expect(router.state.location.href).toBe("/reset");
    expect(server.requests).toEqual([]);
    await user.type(field, "a new long passphrase{Enter}");
    expect(await screen.findByRole("heading", { name: "Your password is new" })).toBeTruthy();
    expect(server.calls("POST", "/auth/password/reset")[0]?.body).toEqual({ token: "usr_1.secret", password: "a new long passphrase" });
    expect(screen.getByRole("link", { name: "Sign in" })).toBeTruthy();
  });

  it("says what to do with a link that was used", async () => {
    new FakeApi().on("POST", "/auth/password/reset", problem(400, "identity.token_invalid", { detail: "This link was used already." }));
    const { user } = openAt("/reset#token=old");
    await user.type(await screen.findByLabelText("Password"), "a new long passphrase{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("This link was used already.");
    expect(screen.getByRole("link", { name: "Ask for another one" })).toBeTruthy();
  });
});

describe("The second step of signing in", () => {
  it("asks for a code and goes where the visitor wanted to go", async () => {
    const server = withSession(new FakeApi())
      .on("POST", "/auth/refresh", problem(401, "identity.session_ended"))
      .on("POST", "/auth/login", { body: { accessToken: null, expiresAt: null, user: null, workspaceId: null, challenge: "usr_1.challenge" } })
      .on("POST", "/auth/2fa", ({ body }) => ((body as { code: string }).code === "123456" ? { body: signedIn() } : problem(422, "identity.code_wrong", { detail: "The code is wrong.", errors: { code: ["The code is wrong."] } })));
    const { user, router, container } = openAt("/receipts");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");

    const code = await screen.findByLabelText("Code");
    expect(document.body.innerHTML).not.toContain("usr_1.challenge");
    expect(await axeFindings(container)).toEqual([]);
    await user.type(code, "000000{Enter}");
    expect((await screen.findAllByText("The code is wrong.")).length).toBeGreaterThan(0);
    await user.clear(code);
    await user.type(code, "123 456{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/receipts"));
    expect(server.calls("POST", "/auth/2fa").at(-1)?.body).toEqual({ challenge: "usr_1.challenge", code: "123456" });
  });

  it("begins again where the challenge counts no more", async () => {
    new FakeApi()
      .on("POST", "/auth/refresh", problem(401, "identity.session_ended"))
      .on("POST", "/auth/login", { body: { challenge: "usr_1.challenge" } })
      .on("POST", "/auth/2fa", problem(401, "identity.challenge_invalid", { detail: "This sign-in is too old." }));
    const { user } = openAt("/sign-in");
    await user.type(await screen.findByLabelText("E-mail"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    await user.type(await screen.findByLabelText("Code"), "123456{Enter}");
    await user.click(await screen.findByRole("button", { name: "Begin again" }));
    expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("");
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("ada@example.com");
  });
});

describe("A new address", () => {
  it("is confirmed with the password and signs in", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/email/verify", { body: signedIn() });
    const { user, router } = openAt("/confirm-address#token=usr_1.move");
    await user.type(await screen.findByLabelText("Password"), "correct horse battery{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
    expect(server.calls("POST", "/auth/email/verify")[0]?.body).toEqual({ token: "usr_1.move", password: "correct horse battery" });
  });
});
