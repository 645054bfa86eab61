using Artisan.Areas.Setup.Contracts;
using Artisan.Areas.Setup.Model;

namespace Artisan.Areas.Setup.Storage;

/// <summary>Tells other areas how far a setup is. A completion counts as long as the steps are those that it confirmed.</summary>
internal sealed class SetupProgressReader(SetupRows rows) : ISetupState
{
    public async ValueTask<SetupProgress> GetAsync(string workspaceId, CancellationToken ct)
    {
        var stored = await SetupRows.ReadAsync(rows.Home(workspaceId), ct);
        return new SetupProgress(stored.Snapshot.Done, SetupSteps.All.Count, stored.IsComplete ? stored.Completion!.At : null);
    }
}
