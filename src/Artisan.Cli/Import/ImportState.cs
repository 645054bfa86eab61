namespace Artisan.Cli.Import;

/// <summary>How far an import came: all records up to this line were answered for.</summary>
internal sealed record ImportState(string File, string FileHash, string Source, string Url, long Line, ImportCounts Counts);

/// <summary>What became of the rows so far.</summary>
internal sealed record ImportCounts(long Rows = 0, long Stored = 0, long Repeated = 0, long Conflicts = 0, long Invalid = 0, long Unreadable = 0)
{
    /// <summary>Rows that are not in Artisan although they are in the file.</summary>
    public long Missing => Conflicts + Invalid + Unreadable;
}
