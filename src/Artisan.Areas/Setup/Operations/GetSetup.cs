using Artisan.Areas.Setup.Sources;
using Artisan.Areas.Setup.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Setup.Operations;

/// <summary>The set-up as it is now: two queries, whatever it holds.</summary>
internal sealed class GetSetup(SetupRows rows, SourceKinds kinds)
{
    private const int History = 20;

    public async Task<Outcome<SetupResponse>> RunAsync(Caller caller, CancellationToken ct) => await ReadAsync(caller.WorkspaceId, ct);

    /// <summary>The set-up of a workspace, for what changes it to answer with.</summary>
    public async Task<SetupResponse> ReadAsync(string workspaceId, CancellationToken ct)
    {
        var home = rows.Home(workspaceId);
        return SetupResponse.Of(await SetupRows.ReadAsync(home, ct), await SetupRows.HistoryAsync(home, History, ct), kinds.All);
    }
}
