using System.CommandLine;

namespace Artisan.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };

    public static Option<string?> Url() => new("--url") { Description = "Which Artisan, where you are signed in to several." };
}
