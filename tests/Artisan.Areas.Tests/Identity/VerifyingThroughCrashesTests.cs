using System.Net;
using Artisan.Platform.Audit;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

/// <summary>Something breaks while an address is confirmed; the next try, or the next sign-in, finds a whole account.</summary>
public sealed class VerifyingThroughCrashesTests(CrashLab lab) : IClassFixture<CrashLab>
{
    [Fact]
    public Task Whatever_breaks_the_account_becomes_whole_and_nothing_is_there_twice() => lab.EachCallAsync(async moments =>
    {
        var email = IdentityCalls.NewEmail();
        var token = await ReadyAccount.RegisterAsync(lab.Healthy.Services, email);
        await moments.BreakAsync(async app => (await app.Client.VerifyAsync(token)).Dispose());

        using var retried = await lab.Healthy.CreateClient().VerifyAsync(token);
        Assert.True(retried.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"The retry answers {retried.StatusCode}.");

        // Where the token was spent before something broke, the account is open and its password signs in.
        using var signedIn = retried.IsSuccessStatusCode ? null : await lab.Healthy.CreateClient().SignInAsync(email);
        Assert.True(signedIn?.IsSuccessStatusCode ?? true, "The token is spent and nobody can sign in.");
        var body = await (signedIn ?? retried).BodyAsync();
        var workspace = (string)body["workspaceId"]!;

        using var client = lab.Healthy.CreateClient((string)body["accessToken"]!);
        var me = await client.GetJsonAsync("/api/auth/me");
        Assert.Equal("owner", (string)Assert.Single(me["workspaces"]!.AsArray())!["role"]!);
        await client.GetJsonAsync($"/api/workspaces/workspaces/{workspace}");
        Assert.True((await lab.Healthy.AuditAsync(AuditScope.Workspace(workspace), "workspace.created")).Count <= 1, "The workspace was opened twice.");
    });
}
