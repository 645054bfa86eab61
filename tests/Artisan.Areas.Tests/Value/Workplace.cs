using Artisan.Platform.Access;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Value;

/// <summary>A workspace of its own in a running app, with members of any role and hats. It is seeded below the API: these tests are not about signing up.</summary>
internal sealed class Workplace(ArtisanApp app)
{
    private readonly IIds _ids = app.Services.GetRequiredService<IIds>();

    public ArtisanApp App => app;

    public string Id { get; } = app.Services.GetRequiredService<IIds>().New("ws");

    public Partition Rows => app.Services.GetRequiredService<Stores>().Workspace("value", Id).Partition("value");

    /// <summary>The rows of a source.</summary>
    public Partition Data(string source) => app.Services.GetRequiredService<Stores>().Workspace("valuedata", Id).Partition($"data|{source}");

    public Task<HttpClient> OwnerAsync() => MemberAsync(Role.Owner, Hats.None);

    /// <summary>The client of a new member; <paramref name="of"/> is another instance of the app on the same account.</summary>
    public async Task<HttpClient> MemberAsync(Role role, Hats hats, ArtisanApp? of = null)
    {
        var services = app.Services;
        var user = _ids.New("usr");
        var home = services.GetRequiredService<Stores>().User(user).Root;
        var gate = new Gate { Memberships = new Dictionary<string, GateMembership> { [Id] = new(role.Name(), hats.Names()) } };
        await home.Change().Insert(gate.Into(home.Row(Gate.RowKey))).CommitAsync(CancellationToken.None);
        var claims = new AccessClaims(user, _ids.New("ses"), Id, services.GetRequiredService<SystemClock>().Now);
        return (of ?? app).CreateClient(services.GetRequiredService<AccessTokens>().Issue(claims).Token);
    }

    /// <summary>A client with a new API key; its workspace has to be open.</summary>
    public async Task<HttpClient> KeyAsync(params string[] scopes)
    {
        var key = ApiKey.Create(Id, 1);
        var root = app.Services.GetRequiredService<Stores>().Workspace(TableNames.Identity, Id).Root;
        var row = root.Row(key.RowKey);
        row["hash"] = key.SecretHash;
        row["scopes"] = string.Join(' ', scopes);
        row["lastUsed"] = app.Services.GetRequiredService<SystemClock>().Now;
        var workspace = root.Row("workspace");
        (workspace["name"], workspace["timeZone"], workspace["currency"]) = ("Example", "UTC", "USD");
        (workspace["owners"], workspace["seats"], workspace["seatLimit"]) = (1, 1, 2);
        await root.Change().Insert(row).Insert(workspace).CommitAsync(CancellationToken.None);
        return app.CreateClient(key.ToString());
    }
}

/// <summary>The app that most of the area's tests share: they differ by workspace.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    public ArtisanApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ArtisanApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}

/// <summary>What tests wait for.</summary>
internal static class Settling
{
    /// <summary>Waits until what the app began to hand over is handed over, or has failed.</summary>
    public static Task SettledAsync(this IServiceProvider services) => services.GetRequiredService<Artisan.Platform.Messaging.Outbox>().SettleAsync();
}

/// <summary>The storage operations of an answer, as its Server-Timing tells them.</summary>
internal static class ServerTiming
{
    public static int Of(HttpResponseMessage response, string name = "storage")
    {
        var timing = response.Headers.GetValues("Server-Timing").Single();
        var entry = timing.Split(", ").FirstOrDefault(e => e.StartsWith(name + ";", StringComparison.Ordinal));
        return entry is null ? 0 : int.Parse(entry.Split('"')[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
