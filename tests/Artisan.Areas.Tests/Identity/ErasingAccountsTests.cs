using System.Net;
using Artisan.Areas.Identity.Contracts;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Audit;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Identity;

public sealed class ErasingAccountsTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly Meanwhile _meanwhile = new();
    private ArtisanApp _app = null!;

    public async Task InitializeAsync() => _app = await ArtisanApp.StartAsync(time: _time, policies: [_meanwhile]);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Nothing_of_the_user_is_left_and_his_address_may_be_registered_again()
    {
        var (client, person) = await GuestAsync();
        await client.PostJsonAsync("/api/auth/2fa/enroll", new { });

        await client.SendJsonAsync(HttpMethod.Delete, "/api/auth/me", new { }, HttpStatusCode.OK);
        await _app.SettleAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await client.StatusAsync("/api/auth/me"));
        using var signIn = await _app.CreateClient().SignInAsync(person.Email);
        Assert.Equal(HttpStatusCode.Unauthorized, signIn.StatusCode);
        Assert.Empty(await RowsAsync($"user|{person.UserId}"));
        Assert.Contains(await Mails.ToAsync(_app, person.Email), m => m.Subject == "Your account was erased");
        Assert.Single(await _app.AuditAsync(AuditScope.Platform, "auth.account_erased"), e => e.Actor.Id == person.UserId);
        Assert.Empty(await _app.AuditAsync(AuditScope.User(person.UserId), "auth.signed_in"));
        var (again, _) = await GuestAsync(person.Email);
        Assert.Equal(HttpStatusCode.OK, await again.StatusAsync("/api/auth/me"));
    }

    [Fact]
    public async Task The_last_owner_of_a_workspace_stays_and_is_told_of_which()
    {
        var ada = await _app.SignUpAsync();

        var refused = await ada.Client.SendJsonAsync(HttpMethod.Delete, "/api/auth/me", new { }, HttpStatusCode.Conflict);

        Assert.Equal("identity.last_owner", (string)refused["code"]!);
        Assert.Equal("Example", (string)Assert.Single(refused["workspaces"]!.AsArray())!);
        Assert.Equal(HttpStatusCode.OK, await ada.Client.StatusAsync("/api/auth/me"));
    }

    [Fact]
    public async Task A_workspace_that_another_tab_founds_meanwhile_keeps_its_owner()
    {
        var (client, _) = await GuestAsync();
        _meanwhile.Before("identity-erasure", () => client.PostJsonAsync("/api/workspaces/workspaces", new { name = "Second", timeZone = "UTC", currency = "USD" }, HttpStatusCode.Created));

        var refused = await client.SendJsonAsync(HttpMethod.Delete, "/api/auth/me", new { }, HttpStatusCode.Conflict);

        Assert.Equal(("identity.last_owner", "Second"), ((string)refused["code"]!, (string)Assert.Single(refused["workspaces"]!.AsArray())!));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/api/auth/me"));
    }

    [Fact]
    public async Task A_session_that_is_not_recent_needs_the_password()
    {
        var (client, person) = await GuestAsync();
        _time.Advance(TimeSpan.FromMinutes(11));

        var late = await client.SendJsonAsync(HttpMethod.Delete, "/api/auth/me", new { }, HttpStatusCode.Forbidden);
        var wrong = await client.SendJsonAsync(HttpMethod.Delete, "/api/auth/me", new { password = "not the password" }, HttpStatusCode.UnprocessableEntity);
        await client.SendJsonAsync(HttpMethod.Delete, "/api/auth/me", new { password = IdentityCalls.Password }, HttpStatusCode.OK);

        Assert.Equal(("identity.sign_in_again", "identity.password_wrong"), ((string)late["code"]!, (string)wrong["code"]!));
        Assert.Empty(await RowsAsync($"user|{person.UserId}"));
    }

    // A user who is in no workspace, as somebody whose only one was left.
    private async Task<(HttpClient Client, Person Person)> GuestAsync(string? email = null)
    {
        var accounts = _app.Services.GetRequiredService<IAccounts>();
        var http = new DefaultHttpContext { RequestServices = _app.Services };
        var opened = await accounts.OpenAsync(new NewAccount(email ?? IdentityCalls.NewEmail(), "Ada", IdentityCalls.Password, "proof"), http, CancellationToken.None);
        return (_app.CreateClient((await accounts.SignInAsync(opened.Value!, http, CancellationToken.None)).AccessToken), opened.Value!);
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string partition)
    {
        var rows = new List<string>();
        await foreach (var row in StorageClients.Create(_app.ConnectionString).Tables.GetTableClient("identity").QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"))) rows.Add(row.RowKey);
        return rows;
    }
}
