using System.Text.Json;
using Artisan.Areas.Setup.Operations;
using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Setup.Storage;

/// <summary>What the setup holds of a workspace, in its export: steps, what was found and the newest history; credentials by their last characters only.</summary>
internal sealed class ExportSetup(SetupRows rows) : IExportContributor
{
    private const int MostHistory = 10_000;

    public string Folder => "setup";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        var setup = SetupResponse.Of(await SetupRows.ReadAsync(home, ct), await SetupRows.HistoryAsync(home, MostHistory, ct), [], inboundUrl: null);
        await archive.FileAsync("setup/setup.json", file => JsonSerializer.SerializeAsync(file, setup, SetupJson.Default.SetupResponse, ct), ct);
    }
}
