import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { signedIn, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

async function fillIn(user: ReturnType<typeof openAt>["user"], name = "Ada Lovelace") {
  await user.type(await screen.findByLabelText("Your name"), name);
  await user.type(screen.getByLabelText("E-mail"), "ada@example.com");
  await user.type(screen.getByLabelText("Workspace"), "CDNow Inc.");
}

describe("Signing up", () => {
  it("asks to check the mail, whatever the address", async () => {
    const server = new FakeApi().on("POST", "/auth/register", { status: 202 });
    const { user, container } = openAt("/sign-up");
    await fillIn(user);
    await user.click(screen.getByRole("button", { name: "Create workspace" }));

    expect(await screen.findByRole("heading", { name: "Check your mail" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open the outbox of this machine" }).getAttribute("href")).toBe("/dev/outbox");
    expect(server.calls("POST", "/auth/register")[0]?.body).toEqual({ name: "Ada Lovelace", email: "ada@example.com", workspaceName: "CDNow Inc." });
    expect(await axeFindings(container)).toEqual([]);
  });

  it("marks what is missing and sends nothing", async () => {
    const server = new FakeApi();
    const { user } = openAt("/sign-up");
    await fillIn(user, "   ");
    await user.click(screen.getByRole("button", { name: "Create workspace" }));

    expect(await screen.findByText("Say how people should call you.")).toBeTruthy();
    expect(screen.getByLabelText("Your name").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(screen.getByLabelText("Your name"));
    expect(server.calls("POST", "/auth/register")).toHaveLength(0);
  });
});

describe("A mailed link", () => {
  it("is taken out of the address, spends its token on the button only, and signs in with the password chosen there", async () => {
    const server = withSession(new FakeApi()).on("POST", "/auth/email/verify", { body: signedIn() });
    const { user, router, container } = openAt("/verify#token=mail-token-1");

    const button = await screen.findByRole("button", { name: "Confirm and sign in" });
    expect(router.state.location.href).toBe("/verify");
    expect(server.requests).toHaveLength(0);
    expect(await axeFindings(container)).toEqual([]);

    await user.type(screen.getByLabelText("Password"), "a long passphrase");
    await user.click(button);
    expect(await screen.findByRole("heading", { name: "Welcome, Ada" })).toBeTruthy();
    expect(server.calls("POST", "/auth/email/verify").map((call) => call.body)).toEqual([{ token: "mail-token-1", password: "a long passphrase" }]);
  });

  it("marks a password that is too short and sends nothing", async () => {
    const server = new FakeApi();
    const { user } = openAt("/verify#token=mail-token-1");
    await user.type(await screen.findByLabelText("Password"), "short");
    await user.click(screen.getByRole("button", { name: "Confirm and sign in" }));

    expect(await screen.findByText(/At least 8 characters; a few words/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Password"));
    expect(server.requests).toHaveLength(0);
  });

  it("shows the server's sentence at the field it is about", async () => {
    new FakeApi().on("POST", "/auth/email/verify", problem(400, "identity.password_common", { errors: { Password: ["This password is among the first that an attacker tries."] } }));
    const { user } = openAt("/verify#token=mail-token-1");
    await user.type(await screen.findByLabelText("Password"), "password1234");
    await user.click(screen.getByRole("button", { name: "Confirm and sign in" }));

    expect(await screen.findByText("This password is among the first that an attacker tries.")).toBeTruthy();
    expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");
  });

  it("that was used before says what to do", async () => {
    new FakeApi().on("POST", "/auth/email/verify", problem(400, "identity.token_invalid", { detail: "This link was used already." }));
    const { user } = openAt("/verify#token=old");
    await user.type(await screen.findByLabelText("Password"), "a long passphrase");
    await user.click(screen.getByRole("button", { name: "Confirm and sign in" }));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("This link was used already."));
    expect(screen.getByRole("link", { name: "sign up again" })).toBeTruthy();
  });
});
