using Artisan.Testing;
using Artisan.Testing.Host;

namespace Artisan.Areas.Tests.Identity;

/// <summary>An app whose clock stands still, so that no minute begins between two calls and nothing is leased anew.</summary>
public sealed class FrozenApp : IAsyncLifetime
{
    public ArtisanApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ArtisanApp.StartAsync(time: new FakeTime(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)));

    public async Task DisposeAsync() => await App.DisposeAsync();
}

public sealed class IdentityCostTests(FrozenApp frozen) : IClassFixture<FrozenApp>
{
    private readonly ArtisanApp _app = frozen.App;

    [Fact]
    public async Task Signing_in_is_two_reads_and_a_transaction()
    {
        var ada = await _app.SignUpAsync();

        using var response = await _app.CreateClient().SignInAsync(ada.Email);

        // The limits cost a read and a write each to count, and a write each to take the count back.
        Assert.Equal((3, 6, 0), (response.Operations(), response.Operations("limits"), response.Operations("gate")));
    }

    [Fact]
    public async Task Refreshing_is_two_reads_and_a_write()
    {
        var ada = await _app.SignUpAsync();

        ada.Client.DefaultRequestHeaders.Authorization = null;

        using var response = await ada.Client.RefreshAsync();

        Assert.Equal((3, 0), (response.Operations(), response.Operations("gate")));
    }

    [Fact]
    public async Task Who_am_I_is_one_read_beside_the_gate()
    {
        var ada = await _app.SignUpAsync();
        await ada.Client.GetJsonAsync("/api/auth/me");

        using var response = await ada.Client.GetAsync(new Uri("/api/auth/me", UriKind.Relative));

        Assert.Equal((1, 1), (response.Operations(), response.Operations("gate")));
    }

    [Theory]
    [InlineData("/api/auth/sessions", 1)]
    [InlineData("/api/auth/api-keys", 1)]
    [InlineData("/api/workspaces/workspaces", 1)]
    [InlineData("/api/workspaces/workspaces/{ws}", 1)]
    public async Task Every_list_and_record_is_one_read(string path, int reads)
    {
        var ada = await _app.SignUpAsync();

        using var response = await ada.Client.GetAsync(new Uri(path.Replace("{ws}", ada.WorkspaceId, StringComparison.Ordinal), UriKind.Relative));

        Assert.Equal(reads, response.Operations());
    }

    [Fact]
    public async Task Registering_is_one_transaction()
    {
        using var response = await _app.Client.RegisterAsync(IdentityCalls.NewEmail());

        Assert.Equal((1, 4), (response.Operations(), response.Operations("limits")));
    }

    [Fact]
    public async Task Confirming_an_address_is_a_read_and_two_transactions()
    {
        var token = await ReadyAccount.RegisterAsync(_app.Services, IdentityCalls.NewEmail());

        using var response = await _app.Client.VerifyAsync(token);

        // The token's row, the claim, and the session that spends the token; the account between them is the outbox's.
        Assert.Equal(3, response.Operations());
    }

    [Fact]
    public async Task Founding_a_workspace_is_a_read_and_a_transaction()
    {
        var ada = await _app.SignUpAsync();

        using var response = await ada.Client.SendAsync(IdentityCalls.Post("/api/workspaces/workspaces", new { name = "Second", timeZone = "UTC", currency = "USD" }));

        Assert.Equal(2, response.Operations());
    }

    [Fact]
    public async Task Signing_out_is_two_reads_and_a_transaction()
    {
        var ada = await _app.SignUpAsync();

        using var response = await ada.Client.SendAsync(IdentityCalls.Post("/api/auth/logout", new { }));

        Assert.Equal(3, response.Operations());
    }
}
