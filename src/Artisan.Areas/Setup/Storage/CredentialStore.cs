using System.Text.Json;
using Artisan.Platform.Secrets;
using Artisan.Platform.Sources;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Setup.Storage;

/// <summary>The credentials of a workspace's source, sealed with the workspace's own key. Nothing but the source's calls ever opens them.</summary>
internal sealed class CredentialStore(SealedSecrets secrets)
{
    private const string Property = "sealed";

    /// <summary>Opens them; none where none are kept.</summary>
    public async Task<SourceCredentials> OpenAsync(Partition home, CancellationToken ct) => new(await ReadAsync(home, ct));

    /// <summary>Adds new credentials to a change; what is left out stays as it was where <paramref name="keeps"/>.</summary>
    public async Task SaveAsync(Change change, Partition home, IReadOnlyDictionary<string, string> credentials, bool keeps, CancellationToken ct)
    {
        var all = keeps ? new Dictionary<string, string>(await ReadAsync(home, ct), StringComparer.Ordinal) : new(StringComparer.Ordinal);
        foreach (var (name, value) in credentials) all[name] = value;
        var row = home.Row(SetupKeys.Credentials);
        row[Property] = await secrets.SealAsync(home, SetupKeys.Credentials, Property, JsonSerializer.Serialize(all, SetupDocs.Default.DictionaryStringString), ct);
        change.Upsert(row);
    }

    private async Task<Dictionary<string, string>> ReadAsync(Partition home, CancellationToken ct) =>
        await home.FindAsync(SetupKeys.Credentials, ct) is { } row
            ? JsonSerializer.Deserialize(await secrets.OpenAsync(home, SetupKeys.Credentials, Property, row.GetString(Property)!, ct), SetupDocs.Default.DictionaryStringString)!
            : [];
}
