using System.Globalization;
using Artisan.Platform.Due;

namespace Artisan.Platform.Backups;

/// <summary>Notes in the due index whatever the restored rows wait for: what came due while the backup was made is in it no more, though the rows still wait.</summary>
internal sealed class RestoreDueWork(IEnumerable<IWaitingWork> areas, DueIndex index) : IRestoreStep
{
    public string Name => "due work";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        var count = 0;
        foreach (var area in areas)
        {
            await foreach (var work in area.ListAsync(workspaceId, ct))
            {
                await index.ScheduleAsync(work.Kind, work.Owner, work.Id, work.Due, ct);
                count++;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count} noted.");
    }
}
