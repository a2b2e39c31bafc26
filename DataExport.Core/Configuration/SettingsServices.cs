using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Configuration;

/// <summary>Registers sections of the configuration, checked when the program starts.</summary>
public static class SettingsServices
{
    /// <summary>Binds a section; a wrong value stops the start with a sentence that names the key.</summary>
    /// <typeparam name="T">The section's type, with data annotations.</typeparam>
    /// <param name="services">Where to register.</param>
    /// <param name="section">The section's name, such as <c>Exports</c>.</param>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>>(new SettingsValidator<T>(section)));
        return services;
    }
}
