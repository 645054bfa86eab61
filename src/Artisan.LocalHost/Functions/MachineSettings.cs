namespace Artisan.LocalHost.Functions;

/// <summary>What an app on a developer's machine needs to know and nobody has to write down: used wherever a setting says nothing else.</summary>
internal static class MachineSettings
{
    public static LocalSettings WithMachineDefaults(this LocalSettings settings, Uri address, string dataFolder)
    {
        KeyValuePair<string, string>[] defaults =
        [
            new("ASPNETCORE_ENVIRONMENT", "Development"),
            new("AZURE_FUNCTIONS_ENVIRONMENT", "Development"),
            new("Api__PublicUrl", address.GetLeftPart(UriPartial.Authority)),

            // Browsers take the two names of this machine for two sites.
            new("Api__AllowedOrigins__0", $"http://127.0.0.1:{address.Port}"),
            new("Keys__Folder", Path.Combine(dataFolder, "keys")),
            new("ReceiptSigning__Folder", Path.Combine(dataFolder, "signing")),
        ];

        // local.settings.json writes a section with a colon, the environment with two underscores.
        return settings.With(defaults.Where(setting => settings[setting.Key] is null && settings[setting.Key.Replace("__", ":", StringComparison.Ordinal)] is null));
    }
}
