using System.Globalization;

namespace Artisan.LocalHost;

/// <summary>The program's arguments; an unknown one is refused by name.</summary>
internal static class CommandLine
{
    public const string Usage = "Artisan.LocalHost --app DIR [--data DIR] [--port N] [--web DIR] [--tools DIR] [--fresh] [--no-seed]";

    public static LocalHostOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new LocalHostOptions { AppRoot = "." };
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            options = name switch
            {
                "--fresh" => options with { Fresh = true },
                "--no-seed" => options with { Seed = false },
                "--app" => options with { AppRoot = Value() },
                "--data" => options with { DataFolder = Value() },
                "--web" => options with { WebRoot = Value() },
                "--tools" => options with { ToolsFolder = Value() },
                "--port" => options with { Port = Port(Value()) },
                _ => throw new LocalHostException($"Unknown option {name}. Usage: {Usage}"),
            };

            string Value() => ++i < arguments.Count ? arguments[i] : throw new LocalHostException($"{name} needs a value.");
        }

        return options;
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port : throw new LocalHostException($"--port is a number up to 65535, not {text}.");
}
