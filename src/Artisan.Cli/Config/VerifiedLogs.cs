using Artisan.Cli.Running;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Cli.Config;

/// <summary>A signed checkpoint as it is kept: the note, and the same as a JWS.</summary>
internal sealed record VerifiedCheckpoint(string Note, string Jws);

/// <summary>The highest verified checkpoint of each log, by its origin.</summary>
internal sealed record VerifiedFile(IReadOnlyDictionary<string, VerifiedCheckpoint> Logs);

/// <summary>Remembers up to where each log was verified on this machine, so that a later file which is shorter, or tells another story, is noticed.</summary>
internal sealed class VerifiedLogs(CliContext cli)
{
    private const string FileName = "verified.json";
    private readonly ConfigFolder _folder = new(cli);

    public string FilePath => Path.Combine(_folder.Path, FileName);

    /// <summary>What was verified of a workspace's logs.</summary>
    public IReadOnlyList<SignedCheckpoint> Of(string workspace) => [.. Read().Values.Where(v => LogOrigin.TryParse(v.Checkpoint.Origin, out var origin) && origin!.Workspace == workspace)];

    /// <summary>Keeps the checkpoints that go beyond what is remembered.</summary>
    public void Keep(IEnumerable<SignedCheckpoint> verified)
    {
        var (known, changed) = (Read(), false);
        foreach (var signed in verified)
        {
            if (known.TryGetValue(signed.Checkpoint.Origin, out var before) && before.Checkpoint.Size >= signed.Checkpoint.Size)
            {
                continue;
            }

            known[signed.Checkpoint.Origin] = signed;
            changed = true;
        }

        if (changed)
        {
            _folder.Write(FileName, new VerifiedFile(known.ToDictionary(k => k.Key, k => new VerifiedCheckpoint(k.Value.Note, k.Value.Jws))), CliJson.Default.VerifiedFile);
        }
    }

    private Dictionary<string, SignedCheckpoint> Read()
    {
        var logs = _folder.Read(FileName, CliJson.Default.VerifiedFile)?.Logs ?? new Dictionary<string, VerifiedCheckpoint>();
        return logs.ToDictionary(
            l => l.Key,
            l => SignedCheckpoint.TryParse(l.Value.Note, l.Value.Jws, out var signed) && signed!.Checkpoint.Origin == l.Key
                ? signed
                : throw new CliFailure($"{FilePath} cannot be read: what it holds of {l.Key} is not a checkpoint. Delete that entry to begin anew."),
            StringComparer.Ordinal);
    }
}
