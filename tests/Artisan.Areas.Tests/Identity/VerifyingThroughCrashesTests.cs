using System.Net;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

/// <summary>The process dies at each storage call of confirming an address in turn; the next try, or the next sign-in, finds a whole account.</summary>
public sealed class VerifyingThroughCrashesTests : IAsyncLifetime
{
    private readonly FaultInjectionPolicy _faults = new();
    private ArtisanApp _healthy = null!;
    private ArtisanApp _dying = null!;

    public async Task InitializeAsync()
    {
        _healthy = await ArtisanApp.StartAsync();
        _dying = await ArtisanApp.StartAsync(sharing: _healthy, policies: [_faults]);
    }

    public async Task DisposeAsync()
    {
        _faults.Reset();
        await _dying.DisposeAsync();
        await _healthy.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_call_it_dies_at_the_account_becomes_whole_and_nothing_is_there_twice()
    {
        var (_, first) = await RegisterAsync();
        _faults.Reset();
        await _dying.Client.PostJsonAsync("/api/auth/email/verify", new { token = first, password = IdentityCalls.Password });
        await _dying.SettleOutboxAsync();
        var calls = _faults.Calls;
        Assert.InRange(calls, 10, 60);

        for (var call = 1; call <= calls; call++)
        {
            var (email, token) = await RegisterAsync();
            _faults.Reset();
            _faults.Inject(Artisan.Testing.Fault.ProcessDiesAfter, call);
            using var died = await _dying.Client.SendAsync(IdentityCalls.Post("/api/auth/email/verify", new { token, password = IdentityCalls.Password }));
            await _dying.SettleOutboxAsync();
            _faults.Reset();

            await IsWholeAsync(email, token, call);
        }
    }

    private async Task<(string Email, string Token)> RegisterAsync()
    {
        var email = IdentityCalls.NewEmail();
        return (email, await ReadyAccount.RegisterAsync(_healthy.Services, email));
    }

    private async Task IsWholeAsync(string email, string token, int call)
    {
        using var retried = await _healthy.CreateClient().SendAsync(IdentityCalls.Post("/api/auth/email/verify", new { token, password = IdentityCalls.Password }));
        Assert.True(retried.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"Call {call}: the retry answers {retried.StatusCode}.");

        // Where the token was spent before the process died, the account is open and its password signs in.
        using var signedIn = retried.IsSuccessStatusCode ? null : await _healthy.CreateClient().SignInAsync(email);
        Assert.True(signedIn?.IsSuccessStatusCode ?? true, $"Call {call}: the token is spent and nobody can sign in.");
        var body = await (signedIn ?? retried).BodyAsync();
        var workspace = (string)body["workspaceId"]!;

        using var client = _healthy.CreateClient((string)body["accessToken"]!);
        var me = await client.GetJsonAsync("/api/auth/me");
        Assert.Equal("owner", (string)Assert.Single(me["workspaces"]!.AsArray())!["role"]!);
        await client.GetJsonAsync($"/api/workspaces/workspaces/{workspace}");
        Assert.True((await _healthy.AuditAsync(AuditScope.Workspace(workspace), "workspace.created")).Count <= 1, $"Call {call}: the workspace was opened twice.");
    }
}
