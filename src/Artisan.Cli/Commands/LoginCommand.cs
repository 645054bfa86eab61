using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Cli.Api;
using Artisan.Cli.Config;
using Artisan.Cli.Running;
using Artisan.Value.Ledger;

namespace Artisan.Cli.Commands;

/// <summary>Signs in, keeps the session or API key, and pins the receipt keys the first time an Artisan is met.</summary>
internal static class LoginCommand
{
    public static Command Create(CliContext cli)
    {
        var url = new Option<string>("--url") { Description = "Where Artisan runs, for example https://app.example.com.", Required = true };
        var email = new Option<string?>("--email") { Description = "Your address." };
        var passwordStdin = new Option<bool>("--password-stdin") { Description = "Read the password from the first line of standard input." };
        var apiKeyStdin = new Option<bool>("--api-key-stdin") { Description = "Read an API key (art_live_...) from standard input instead of signing in." };
        var repin = new Option<bool>("--accept-new-keys") { Description = "Pin the receipt keys anew, although none of the pinned ones is published any more." };
        var json = CommonOptions.Json();
        var command = new Command("login", "Sign in and pin the receipt keys.") { url, email, passwordStdin, apiKeyStdin, repin, json };
        command.SetAction(async (parsed, ct) =>
        {
            var logins = new Logins(cli);
            var place = Logins.Normalized(parsed.GetValue(url)!);
            var known = logins.Find(place);
            var login = new Login { Url = place, PinnedKeys = known?.PinnedKeys ?? [] };
            if (parsed.GetValue(apiKeyStdin))
            {
                var key = (await cli.Input.ReadLineAsync(ct))?.Trim();
                login = login with { ApiKey = key is { Length: > 0 } ? key : throw new CliFailure("There is no API key on standard input.") };
            }
            else
            {
                var address = parsed.GetValue(email) ?? throw new CliFailure("Name your address with --email, or give an API key with --api-key-stdin.");
                var password = await PasswordAsync(cli, parsed.GetValue(passwordStdin), ct);
                using var signingIn = new ApiClient(cli, login);
                login = await signingIn.SignInAsync(address, password, ct);
            }

            login = login with { PinnedKeys = await PinAsync(cli, login, parsed.GetValue(repin), ct) };
            logins.Keep(login);
            cli.Print(
                parsed.GetValue(json),
                new JsonObject { ["url"] = login.Url, ["workspaceId"] = login.WorkspaceId, ["pinnedKeys"] = new JsonArray([.. login.PinnedKeys.Select(k => (JsonNode)k)]), ["file"] = logins.FilePath },
                [$"Signed in to {login.Url}{(login.WorkspaceId is null ? "" : $", workspace {login.WorkspaceId}")}.", .. login.PinnedKeys.Select(k => $"Pinned receipt key {k}. Compare it with your go-live receipt or an invoice.")]);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The keys to trust: those published when this Artisan was first met. Later keys count because these hand them on, not because they are published.</summary>
    private static async Task<IReadOnlyList<string>> PinAsync(CliContext cli, Login login, bool repin, CancellationToken ct)
    {
        using var api = new ApiClient(cli, login);
        var published = await api.GetAsync("/api/receipts/keys", ct);
        var keys = Jwks.TryParse(published.ToJsonString(), out var set) ? set!.Keys.Select(k => k.Key.Thumbprint).ToList() : [];
        if (login.PinnedKeys.Count == 0 || repin)
        {
            return keys;
        }

        return keys.Count == 0 || keys.Any(login.PinnedKeys.Contains)
            ? login.PinnedKeys
            : throw new CliFailure($"{login.Url} publishes none of the receipt keys that were pinned earlier ({string.Join(", ", login.PinnedKeys)}). If you know why, run login again with --accept-new-keys.", ExitCodes.Invalid);
    }

    private static async Task<string> PasswordAsync(CliContext cli, bool fromInput, CancellationToken ct)
    {
        if (fromInput || Console.IsInputRedirected)
        {
            return await cli.Input.ReadLineAsync(ct) is { Length: > 0 } line ? line : throw new CliFailure("There is no password on standard input.");
        }

        await cli.Error.WriteAsync("Password: ");
        var password = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                password.Length = Math.Max(0, password.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                password.Append(key.KeyChar);
            }
        }

        await cli.Error.WriteLineAsync();
        return password.ToString();
    }
}
