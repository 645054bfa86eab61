using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Cli.Running;

namespace Artisan.Cli.Config;

/// <summary>The person's config folder (ARTISAN_CONFIG_DIR, else artisan in the user's own); what it holds only the person can read.</summary>
internal sealed class ConfigFolder(CliContext cli)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = cli.Variable("ARTISAN_CONFIG_DIR")
        ?? System.IO.Path.Combine(cli.Variable("XDG_CONFIG_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "artisan");

    /// <summary>What a file holds; null where there is none.</summary>
    public T? Read<T>(string name, JsonTypeInfo<T> type)
        where T : class
    {
        var path = System.IO.Path.Combine(Path, name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), type);
        }
        catch (JsonException e)
        {
            throw new CliFailure($"{path} cannot be read: {e.Message} Delete it to begin anew.");
        }
    }

    /// <summary>Replaces a file at once: a reader sees the old one or the new one.</summary>
    public void Write<T>(string name, T value, JsonTypeInfo<T> type)
    {
        var path = System.IO.Path.Combine(Path, name);
        var folder = System.IO.Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var fresh = path + ".new";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(file, value, type);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));
}
