using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Artisan.Areas.Identity.Model;
using Artisan.Platform.Time;
using Artisan.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Benchmarks.Operations;

/// <summary>How a customer guards his account, whom he works with, what he is told, and how he leaves.</summary>
internal sealed partial class Scenario
{
    private const string Other = "another battery of wide rivers";

    private async Task GuardingAsync(string email)
    {
        await CallAsync("POST /api/auth/password/forgot", new { email });
        var token = await app.MailedTokenAsync(email, "reset");
        await CallAsync("POST /api/auth/password/reset", new { token, password = Other });
        Enter(await CallAsync("POST /api/auth/login", new { email, password = Other }));
        await CallAsync("POST /api/auth/password/change", new { currentPassword = Other, password = Password });
        await CallAsync("POST /api/auth/email/change", new { email = $"{AzuriteFixture.NewName("moved")}@example.com", password = Password });

        var secret = FromBase32((string)(await CallAsync("POST /api/auth/2fa/enroll", new { }))["secret"]!);
        var code = Totp.Code(secret, Totp.Step(app.Services.GetRequiredService<SystemClock>().Now));
        var codes = (await CallAsync("POST /api/auth/2fa/enroll", new { code }))["recoveryCodes"]!.AsArray();
        var challenge = (string)(await CallAsync("POST /api/auth/login", new { email, password = Password }))["challenge"]!;
        Enter(await CallAsync("POST /api/auth/2fa", new { challenge, code = (string)codes[0]! }));
        await CallAsync("DELETE /api/auth/2fa", new { code = (string)codes[1]! });
        Enter(await CallAsync("POST /api/auth/login", new { email, password = Password }));
    }

    private async Task WorkingTogetherAsync(string workspace, string owner)
    {
        var home = $"/api/workspaces/workspaces/{workspace}";
        var email = $"{AzuriteFixture.NewName("guest")}@example.com";
        var invitation = (string)(await CallAsync("POST /api/workspaces/workspaces/{id}/invitations", new { email, role = "member" }, NewKey(), $"{home}/invitations"))["id"]!;
        await CallAsync("POST /api/workspaces/invitations/{id}/resend", new { }, path: $"/api/workspaces/invitations/{invitation}/resend");
        var token = await app.MailedTokenAsync(email, "invitations/accept");
        using var guest = app.CreateClient();
        var joined = await SendAsync("POST /api/workspaces/invitations/accept", HttpMethod.Post, "/api/workspaces/invitations/accept", Content(new { token, name = "Bob Guest", password = Password }), [], guest);
        guest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)joined["signedIn"]!["accessToken"]!);
        var id = (string)joined["signedIn"]!["user"]!["id"]!;

        await CallAsync("PUT /api/workspaces/workspaces/{id}/members/{memberId}", new { role = "admin" }, ("If-Match", "*"), $"{home}/members/{id}");
        await CallAsync("POST /api/workspaces/workspaces/{id}/transfer", new { memberId = id }, path: $"{home}/transfer");
        await SendAsync("POST /api/workspaces/workspaces/{id}/transfer", HttpMethod.Post, $"{home}/transfer", Content(new { memberId = owner }), [], guest);
        await CallAsync("DELETE /api/workspaces/workspaces/{id}/members/{memberId}", path: $"{home}/members/{id}");
        await SendAsync("DELETE /api/auth/me", HttpMethod.Delete, "/api/auth/me", Content(new { password = Password }), [], guest);

        var job = (string)(await CallAsync("POST /api/workspaces/workspaces/{id}/export", new { }, NewKey(), $"{home}/export"))["id"]!;
        await app.SettleAsync();
        await CallAsync("GET /api/workspaces/workspaces/{id}/exports/{jobId}", path: $"{home}/exports/{job}");
    }

    private async Task BeingToldAsync()
    {
        await app.SettleAsync();
        var told = Ids(await CallAsync("GET /api/notifications"));
        await CallAsync("GET /api/notifications/unread-count");
        await CallAsync("POST /api/notifications/{id}/read", new { }, path: $"/api/notifications/{told[0]}/read");
        await CallAsync("DELETE /api/notifications/{id}", path: $"/api/notifications/{told[^1]}");
        await CallAsync("POST /api/notifications/read-all", new { });
        await CallAsync("GET /api/notifications/preferences");
        await CallAsync("PUT /api/notifications/preferences", new { types = Array.Empty<object>(), digest = "weekly", hour = 9 }, ("If-Match", "*"));
    }

    private async Task LeavingAsync(string workspace)
    {
        var home = $"/api/workspaces/workspaces/{workspace}";
        Enter(await CallAsync("POST /api/auth/workspace", new { workspaceId = workspace }));
        await CallAsync("POST /api/workspaces/workspaces/{id}/erase", new { name = "Second" }, path: $"{home}/erase");
        await CallAsync("POST /api/workspaces/workspaces/{id}/erase", new { cancel = true }, path: $"{home}/erase");
        await CallAsync("DELETE /api/workspaces/workspaces/{id}", null, ("If-Match", "*"), home);
    }

    private void Enter(JsonNode signedIn) => _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)signedIn["accessToken"]!);

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.TrimEnd('=').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
