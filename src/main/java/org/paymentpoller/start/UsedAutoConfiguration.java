package org.paymentpoller.start;

import org.apache.camel.component.dataset.springboot.DataSetComponentAutoConfiguration;
import org.apache.camel.component.dataset.springboot.DataSetTestComponentAutoConfiguration;
import org.apache.camel.component.mock.springboot.MockComponentAutoConfiguration;
import org.apache.camel.component.rest.springboot.RestApiComponentAutoConfiguration;
import org.apache.camel.component.rest.springboot.RestComponentAutoConfiguration;
import org.apache.camel.component.saga.springboot.SagaComponentAutoConfiguration;
import org.apache.camel.component.stub.springboot.StubComponentAutoConfiguration;
import org.apache.camel.model.rest.springboot.RestConfigurationDefinitionAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceCallConfigurationAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceChooserAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceDiscoveryAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceFilterAutoConfiguration;
import org.apache.camel.spring.boot.vault.AwsVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.AzureVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.CyberArkVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.GcpVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.HashicorpVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.IBMVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.KubernetesConfigMapVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.KubernetesVaultAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.cache.CacheMetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.task.TaskExecutorMetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.observation.web.client.HttpClientObservationsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.ssl.SslObservabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration;
import org.springframework.boot.autoconfigure.dao.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration;
import org.springframework.boot.autoconfigure.sql.init.SqlInitializationAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.websocket.servlet.WebSocketServletAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * What Spring Boot and Camel configure by themselves, without that for which the application has no use: each takes some 10
 * milliseconds of a start. Of Camel's components and languages only those lose their settings ({@code camel.component.*}) that
 * are for tests, or that need a library which is not here. It stands in a small package, as every class beside it and below is
 * searched for Jackson's mix-ins.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            AwsVaultAutoConfiguration.class,
            AzureVaultAutoConfiguration.class,
            CamelCloudAutoConfiguration.class,
            CamelCloudServiceCallConfigurationAutoConfiguration.class,
            CamelCloudServiceChooserAutoConfiguration.class,
            CamelCloudServiceDiscoveryAutoConfiguration.class,
            CamelCloudServiceFilterAutoConfiguration.class,
            CyberArkVaultAutoConfiguration.class,
            DataSetComponentAutoConfiguration.class,
            DataSetTestComponentAutoConfiguration.class,
            GcpVaultAutoConfiguration.class,
            HashicorpVaultAutoConfiguration.class,
            IBMVaultAutoConfiguration.class,
            KubernetesConfigMapVaultAutoConfiguration.class,
            KubernetesVaultAutoConfiguration.class,
            MockComponentAutoConfiguration.class,
            RestApiComponentAutoConfiguration.class,
            RestComponentAutoConfiguration.class,
            RestConfigurationDefinitionAutoConfiguration.class,
            SagaComponentAutoConfiguration.class,
            StubComponentAutoConfiguration.class,
            AopAutoConfiguration.class,
            CacheAutoConfiguration.class,
            CacheMetricsAutoConfiguration.class,
            HttpClientAutoConfiguration.class,
            HttpClientObservationsAutoConfiguration.class,
            MultipartAutoConfiguration.class,
            OpenTelemetryAutoConfiguration.class,
            OpenTelemetryLoggingAutoConfiguration.class,
            OtlpLoggingAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            RestClientAutoConfiguration.class,
            RestTemplateAutoConfiguration.class,
            ScheduledTasksObservabilityAutoConfiguration.class,
            SqlInitializationAutoConfiguration.class,
            SslObservabilityAutoConfiguration.class,
            TaskExecutionAutoConfiguration.class,
            TaskExecutorMetricsAutoConfiguration.class,
            TaskSchedulingAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            TransactionManagerCustomizationAutoConfiguration.class,
            WebSocketServletAutoConfiguration.class
        })
public class UsedAutoConfiguration {}
